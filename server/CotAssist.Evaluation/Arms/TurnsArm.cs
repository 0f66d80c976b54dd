using System.Collections.Immutable;
using CotAssist.Evaluation.Suites;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation.Arms;

/// <summary>
/// Multi-turn synthesis (CodeGen; CotBench-CS, "Turn by turn"): turn k is a comment at the caret below the code of the turns so far,
/// and its code joins the file before turn k + 1 is asked. A turn without code to show ends the attempt.
/// </summary>
/// <param name="plan">The plan that a turn's code follows, null for code straight from the comments, and what finding it has cost.</param>
internal sealed class TurnsArm(string name, Func<ProductPath, Intent, (Plan? Plan, Attempt SoFar)> plan) : IArm
{
    public string Name => name;

    public bool Applies(EvaluationTask task) => !task.Turns.IsDefaultOrEmpty && task.Language == TaskLanguage.CSharp;

    public Attempt Try(EvaluationTask task, ProductPath product)
    {
        var before = task.Before;
        var after = task.After;
        var newLine = before.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var line = before[(before.LastIndexOf('\n') + 1)..];
        var indentation = line[..(line.Length - line.TrimStart().Length)];
        if (indentation.Length < line.Length)
        {
            // Right behind the brace: a comment on the brace's line would be one about the brace.
            indentation += "    ";
            before += newLine + indentation;
        }

        var attempt = new Attempt();
        var code = new List<string>();
        var scores = ImmutableArray<float>.Empty;
        var logProbabilities = new List<double>();
        foreach (var turn in task.Turns)
        {
            before += "// " + turn + newLine + indentation;
            if (product.FindIntent(before, after) is not { } intent)
                return attempt with { Filled = null, Problem = SingleTurn.NoIntent };
            scores = scores.AddRange(product.ScoreComment(intent));
            var (steps, planned) = plan(product, intent);
            attempt = product.WriteCode(intent, steps, attempt.After(planned), out var change);
            code.Add(attempt.Code);
            if (attempt.CodeMeanLogProbability is { } mean)
                logProbabilities.Add(mean);
            if (change is not { NewText: { } text } edit)
                break;
            var caret = edit.Span.Start + text.Length;
            before = attempt.Filled![..caret] + newLine + indentation;
            after = attempt.Filled[caret..];
        }

        return attempt with
        {
            Code = string.Join(newLine, code),
            CodeMeanLogProbability = logProbabilities.Count == 0 ? null : logProbabilities.Average(),
            IntentPerplexity = ProductPath.Perplexity(scores),
        };
    }
}
