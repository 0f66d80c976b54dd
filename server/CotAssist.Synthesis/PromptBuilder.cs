using System.Collections.Immutable;

namespace CotAssist.Synthesis;

/// <summary>
/// Lays an intent out for a model, in the profile <c>cotassist-1</c>; the curriculum renders its samples with this same class.
/// <code>
/// begin, types T, signature S, before B, after A, comment C, (body|statements|expression|member), then
/// plan "1. ...\n2. ..." code   (a plan is asked for by ending at "plan")
/// code                         (without a plan)
/// </code>
/// Sections that are empty are left out. What is too long is cut, farthest from the comment first: types, then before, then after.
/// </summary>
public static class PromptBuilder
{
    /// <summary>Most characters of each section, so that a prompt fits the starter's context with room for plan and code.</summary>
    public const int MaxTypes = 1200, MaxSignature = 500, MaxBefore = 700, MaxAfter = 300, MaxComment = 800;

    /// <summary>Most characters of all sections together: some 450 tokens, which leaves 550 of 1024 to plan and code.</summary>
    public const int MaxPrompt = 1600;

    /// <summary>Ends with the plan marker: the model writes the plan.</summary>
    public static Prompt ForPlan(Intent intent) => new([.. Sections(intent), Marker(Markers.Plan)]);

    /// <summary>Ends with the code marker: the model writes the code, following <paramref name="plan"/> when there is one.</summary>
    /// <param name="traced">Ask for step markers in the code.</param>
    public static Prompt ForCode(Intent intent, Plan? plan, bool traced)
    {
        ImmutableArray<PromptPart> parts = Sections(intent);
        if (plan is not null)
        {
            parts = [.. parts, Marker(Markers.Plan), Text(plan.ToString())];
        }

        return new([.. parts, Marker(traced && plan is not null ? Markers.TracedCode : Markers.Code)]);
    }

    private static ImmutableArray<PromptPart> Sections(Intent intent)
    {
        string comment = FirstLines(intent.Comment, MaxComment);
        string signature = LastLines(intent.Signature ?? "", MaxSignature);
        int room = MaxPrompt - comment.Length - signature.Length;
        string after = FirstLines(intent.After, Math.Min(MaxAfter, room));
        string before = LastLines(intent.Before, Math.Min(MaxBefore, room - after.Length));
        string types = TypesThatFit(intent.Types, Math.Min(MaxTypes, room - after.Length - before.Length));

        var parts = ImmutableArray.CreateBuilder<PromptPart>();
        parts.Add(Marker(Markers.Begin));
        Add(Markers.Types, types);
        Add(Markers.Signature, signature);
        Add(Markers.Before, before);
        Add(Markers.After, after);
        Add(Markers.Comment, comment);
        parts.Add(Marker(MarkerOf(intent.Shape)));
        return parts.ToImmutable();

        void Add(string marker, string text)
        {
            if (text.Length > 0)
            {
                parts.Add(Marker(marker));
                parts.Add(Text(text));
            }
        }
    }

    private static string MarkerOf(IntentShape shape) => shape switch
    {
        IntentShape.Body => Markers.Body,
        IntentShape.Statements => Markers.Statements,
        IntentShape.Expression => Markers.Expression,
        _ => Markers.Member,
    };

    /// <summary>Whole types are dropped from the first on; of the last one, the enclosing type, the header and the first members stay.</summary>
    private static string TypesThatFit(ImmutableArray<string> lines, int most)
    {
        var kept = lines.ToList();
        int length = kept.Sum(line => line.Length + 1) - 1;
        while (length > most && kept.Count > 0)
        {
            int nextHeader = kept.FindIndex(1, line => !line.StartsWith(' '));
            int from = nextHeader < 0 ? kept.Count - 1 : 0;
            int count = nextHeader < 0 ? 1 : nextHeader;
            length -= kept.GetRange(from, count).Sum(line => line.Length + 1);
            kept.RemoveRange(from, count);
        }

        return string.Join('\n', kept);
    }

    private static string FirstLines(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        int cut = text.LastIndexOf('\n', Math.Max(most, 0));
        return text[..Math.Max(cut >= 0 ? cut : most, 0)];
    }

    private static string LastLines(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        int from = text.Length - Math.Max(most, 0);
        int cut = text.IndexOf('\n', Math.Max(from - 1, 0));
        return text[(cut >= 0 ? cut + 1 : from)..];
    }

    private static PromptPart Marker(string marker) => new(marker, true);

    private static PromptPart Text(string text) => new(text, false);
}
