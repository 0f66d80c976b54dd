using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp;

/// <summary>What is known of one intent's plan.</summary>
/// <param name="comment">What the comment said when the page was opened.</param>
internal sealed class PlanPage(string comment)
{
    private volatile PlanState _state = PlanState.Wanted;

    public string Comment { get; } = comment;

    /// <summary>UTF-16 offset of the comment, in the newest version of its document; only the book moves it.</summary>
    public int Start { get; set; }

    public PlanState State => _state;

    /// <summary>Nobody has decided about it yet.</summary>
    public bool IsOpen => _state is PlanState.Wanted or PlanState.Claimed or PlanState.Writing;

    /// <summary>There when <see cref="State"/> is <see cref="PlanState.Ready"/>.</summary>
    public Plan? Plan { get; private set; }

    /// <summary>There when <see cref="State"/> is <see cref="PlanState.Refused"/>: one sentence.</summary>
    public string? Problem { get; private set; }

    /// <summary>Other plans drawn so far; the seed of the last.</summary>
    public int Draws { get; set; }

    /// <summary>True for the one who is to fill it.</summary>
    public bool TryClaim() => Interlocked.CompareExchange(ref _state, PlanState.Claimed, PlanState.Wanted) == PlanState.Wanted;

    public void Begin() => Interlocked.CompareExchange(ref _state, PlanState.Writing, PlanState.Claimed);

    /// <summary>It was claimed and could not be filled.</summary>
    public void Release()
    {
        if (IsOpen)
        {
            _state = PlanState.Wanted;
        }
    }

    public void Dismiss()
    {
        Plan = null;
        _state = PlanState.Dismissed;
    }

    public void Fill(PlanResult result)
    {
        Plan = result.Plan;
        Problem = result.Problem ?? "The model gave no plan for this comment; say in other words what the code should do.";
        _state = result.Plan is null ? PlanState.Refused : PlanState.Ready;
    }
}
