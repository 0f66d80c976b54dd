using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>Words the steps of a solution in the order in which its code executes them, and renumbers the code's marks to match.</summary>
public sealed class PlanWriter(Random random)
{
    /// <param name="code">With marks that index <see cref="Solution.Steps"/>.</param>
    /// <returns>The plan, and the code with marks that number the plan's steps; null when the code has no steps or too many.</returns>
    public (Plan Plan, string Code)? Write(Solution solution, string code, ImmutableArray<int> order, PlanStyle style)
    {
        if (order.IsEmpty || order.Length > Plan.MaxSteps || order.Any(o => o > solution.Steps.Length))
        {
            return null;
        }

        var mentions = new Mentions(random);
        var phrases = order.Select(o => Phrase(solution, solution.Steps[o - 1], mentions, style)).ToList();
        var numbers = new Dictionary<int, int>();
        var steps = new List<string>();
        for (var i = 0; i < phrases.Count; i++)
        {
            // Two short steps in a row may be told as one.
            if (style.Coarse && i > 0 && i == phrases.Count - 1 && phrases.Count > 2 && steps[^1].Length + phrases[i].Length < 70 && !steps[^1].Contains(" and ", StringComparison.Ordinal))
            {
                steps[^1] += " and " + phrases[i];
            }
            else
            {
                steps.Add(phrases[i]);
            }

            numbers[order[i]] = steps.Count;
        }

        var seen = new HashSet<int>();
        var renumbered = Code.Remark(code, n => numbers.TryGetValue(n, out var number) && seen.Add(number) ? number : null);
        return (new Plan([.. steps.Select(s => Finish(s, style))]), renumbered);
    }

    /// <summary>Some steps as a person says them in a comment: in other words than their plan, one after the other.</summary>
    public string Say(Solution solution, IEnumerable<int> marks)
    {
        var style = PlanStyle.DrawSaid(random);
        var text = string.Join(random.OneOf(", then ", ", ", "; ", " and "), Phrases(solution, marks, new Mentions(random), style));
        return (random.Percent(12) ? random.OneOf("now ", "then ", "next: ", "TODO: ") : "") + Finish(text, style);
    }

    /// <summary>Some steps in words, none of them capitalised.</summary>
    /// <param name="marks">1-based, as in the code.</param>
    /// <param name="mentions">Gets the identifiers that stand in the phrases.</param>
    public IReadOnlyList<string> Phrases(Solution solution, IEnumerable<int> marks, Mentions mentions, PlanStyle style) =>
        [.. marks.Select(m => Phrase(solution, solution.Steps[m - 1], mentions, style))];

    private static string Finish(string step, PlanStyle style) => (style.Capitalised ? English.Capitalized(step) : step) + (style.Stop ? "." : "");

    private string Phrase(Solution solution, StepUse step, Mentions mentions, PlanStyle style)
    {
        if (step.Guard is { } guard)
        {
            var nothing = Code.Nothing(solution.ReturnType)?.English ?? "";
            return random.Pick(guard.Steps.AsSpan()).Replace("{x}", step.Subject, StringComparison.Ordinal).Replace("{nothing}", nothing, StringComparison.Ordinal);
        }

        var piece = step.Piece!;
        var phrases = piece.Primitive.Steps[piece.Helper is null ? step.Step : 0];
        var phrase = random.Percent(style.FirstPhrase) ? phrases[0] : random.Pick(phrases.AsSpan());
        if (piece.Helper is not null)
        {
            var on = step.Subject ?? random.OneOf("the result", "it");
            return piece.Primitive.Steps.Length > 1 || random.Percent(50)
                ? random.OneOf($"call {piece.Helper} on {on}", $"pass {on} to {piece.Helper}", $"apply {piece.Helper} to {on}", $"use {piece.Helper} on {on}")
                : mentions.Step(phrase, step, style.Words) + random.OneOf(" with ", " by calling ", " through ") + piece.Helper;
        }

        return mentions.Step(phrase, step, style.Words);
    }
}
