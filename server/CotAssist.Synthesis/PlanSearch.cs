using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>
/// Finds the plan that is shown. The most probable plan is tried out: where its code may be shown and was written with
/// confidence, it is the one. Otherwise several plans are sampled and the best one is used (CodePLAN, Sun et al. 2024): the
/// one whose code answers the comment best. Only the compiler and the model itself judge.
/// </summary>
/// <param name="coder">Tries each plan; one attempt is enough.</param>
/// <param name="draws">Plans sampled besides the most probable one.</param>
public sealed class PlanSearch(Planner planner, Coder coder, CodeJudge judge, int draws)
{
    /// <summary>
    /// Mean log-probability of a code's tokens above which no other plan is looked for. On held-out compositions, looking
    /// on above it found nothing better.
    /// </summary>
    private const double Confident = -0.05;

    /// <param name="seed">Of the sampled plans.</param>
    /// <param name="onText">Receives the text of the most probable plan as it grows, and then of the one that replaces it; called on the calling thread.</param>
    public PlanResult Write(Intent intent, int seed, Action<string>? onText, CancellationToken cancellation)
    {
        var first = planner.Write(intent, Sampling.Greedy, onText, cancellation);
        if (first.OutOfDomain || first.End.GeneratedTokens == 0)
        {
            return first;
        }

        var best = first;
        var codeOfFirst = first.Plan is null ? null : Shown(intent, first.Plan, cancellation);
        if (codeOfFirst is { IsSound: true, MeanLogProbability: > Confident } && !first.Plan!.RepeatsAStep)
        {
            return first;
        }

        var standing = codeOfFirst is null ? (false, double.NegativeInfinity) : Standing(first.Plan!, codeOfFirst);
        HashSet<Plan> tried = first.Plan is null ? [] : [first.Plan];
        HashSet<string> judged = codeOfFirst is null ? [] : [codeOfFirst.Code];
        for (var draw = 1; draw <= draws; draw++)
        {
            var other = planner.Write(intent, new Sampling(0.6, 0.95, seed + draw), onText: null, cancellation);
            if (other.Plan is null || !tried.Add(other.Plan))
            {
                continue;
            }

            // Of plans that lead to the same code, the one drawn first, which is likely the more probable, stands for them.
            if (Shown(intent, other.Plan, cancellation) is { } code && judged.Add(code.Code) && Standing(other.Plan, code) is var others && others.CompareTo(standing) > 0)
            {
                (best, standing) = (other, others);
            }
        }

        if (best != first)
        {
            onText?.Invoke($"\n(no good code comes of that; rather:)\n{best.ModelText}");
        }

        return best;

        // Code with something in it that nobody writes on purpose is hardly ever right, however probable it is.
        (bool Sound, double Fit) Standing(Plan plan, CodeResult code) => (code.IsSound && !plan.RepeatsAStep, judge.Fit(intent, code, cancellation));
    }

    /// <summary>The plan's code; null when it may not be shown.</summary>
    private CodeResult? Shown(Intent intent, Plan plan, CancellationToken cancellation) =>
        coder.Write(intent, plan, Sampling.Greedy, onText: null, cancellation) is { Change: not null } code ? code : null;
}
