using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CotAssist.Evaluation.Statistics;

namespace CotAssist.Evaluation.Reports;

/// <summary>A run's results as Markdown: each arm over all tasks, by tier and by distance from the training, with 95 % intervals.</summary>
public static class Summary
{
    /// <summary>The tags by which results are broken down, where a suite has them.</summary>
    private static readonly ImmutableArray<string> Breakdowns = ["tier", "distance"];

    public static string ToMarkdown(RunDescription run, IReadOnlyCollection<TryRecord> tries)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{run.Suite} with {run.Model} ({run.ModelHash[..12]}), ")
            .Append(run.Temperature == 0 ? "greedy" : string.Create(CultureInfo.InvariantCulture, $"T {run.Temperature}, top-p {run.TopP}, {run.Samples} samples"))
            .Append(CultureInfo.InvariantCulture, $", seed {run.Seed}\n\n");
        text.Append(Table(run, tries)).Append('\n');
        foreach (var arm in tries.GroupBy(record => record.Arm).Where(arm => arm.Any(record => record.OutOfDomain)))
            text.Append(CultureInfo.InvariantCulture, $"{arm.Key}: {Percent(arm.Average(record => record.OutOfDomain ? 1.0 : 0.0))} of the comments were said to be outside of the model's domain\n\n");
        foreach (var arm in tries.GroupBy(record => record.Arm))
        {
            var predictors = new[]
            {
                (Name: "comment perplexity", Value: Predictor(arm, record => -record.IntentPerplexity)),
                (Name: "plan log-probability", Value: Predictor(arm, record => record.PlanMeanLogProbability)),
                (Name: "code log-probability", Value: Predictor(arm, record => record.CodeMeanLogProbability)),
            }.Where(predictor => predictor.Value is not null).Select(predictor => string.Create(CultureInfo.InvariantCulture, $"{predictor.Name} {predictor.Value:F2}")).ToArray();
            if (predictors.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"{arm.Key}: passed told from failed (area under the ROC curve, 0.5 is chance): {string.Join(", ", predictors)}\n\n");
        }

        foreach (var arm in tries.Where(record => record.Traced is not null).GroupBy(record => record.Arm))
        {
            var (judged, right) = (arm.Sum(record => record.Traced!.Judged), arm.Sum(record => record.Traced!.Right));
            text.Append(CultureInfo.InvariantCulture, $"{arm.Key}: of {judged} lines that the reference has too, {Percent((double)right / judged)} are traced to its step\n\n");
        }

        if (!run.Unsatisfiable.IsEmpty)
            text.Append(CultureInfo.InvariantCulture, $"Left out, since no answer can pass ({run.Unsatisfiable.Length}): {string.Join(", ", run.Unsatisfiable)}\n");
        if (!run.ReferenceFailures.IsEmpty)
            text.Append(CultureInfo.InvariantCulture, $"Left out, since their own reference does not pass here ({run.ReferenceFailures.Count}): {string.Join(", ", run.ReferenceFailures.Keys)}\n");
        return text.ToString();
    }

    /// <summary>Mean over samples of whether a task passed, one number a task, in the tasks' order.</summary>
    internal static ImmutableArray<(string Task, double Score)> Scores(IEnumerable<TryRecord> tries) =>
        [.. tries.GroupBy(record => record.Task).Select(group => (group.Key, group.Average(record => record.Passed ? 1.0 : 0.0)))];

    internal static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    private static string Table(RunDescription run, IReadOnlyCollection<TryRecord> tries)
    {
        string[] header = ["arm", "tasks", "n", "pass@1", "95 %", "compiles", "not shown", "perplexity passed / failed"];
        var table = new MarkdownTable(run.Samples > 1 ? [.. header, $"pass@{run.Samples}"] : header);
        foreach (var arm in tries.GroupBy(record => record.Arm))
        {
            table.Add(Row(arm.Key, "all", run, [.. arm]));
            foreach (var tag in Breakdowns)
            {
                foreach (var part in arm.Where(record => record.Tags.ContainsKey(tag)).GroupBy(record => record.Tags[tag]).OrderBy(group => group.Key, StringComparer.Ordinal))
                    table.Add(Row(arm.Key, $"{tag} {part.Key}", run, [.. part]));
            }
        }

        return table.ToString();
    }

    private static IEnumerable<string> Row(string arm, string tasks, RunDescription run, ImmutableArray<TryRecord> tries)
    {
        var scores = Scores(tries);
        var interval = Bootstrap.Mean([.. scores.Select(score => score.Score)], run.Seed);
        var shown = tries.Where(record => record.Verdict != VerdictKind.NotShown).ToArray();
        List<string> cells =
        [
            arm, tasks, scores.Length.ToString(CultureInfo.InvariantCulture), Percent(interval.Estimate),
            $"{Percent(interval.Low)} to {Percent(interval.High)}",
            shown.Length == 0 ? "-" : Percent(shown.Average(record => record.Verdict == VerdictKind.CompileError ? 0.0 : 1.0)),
            Percent(1 - (double)shown.Length / tries.Length),
            $"{Perplexity(tries.Where(record => record.Passed))} / {Perplexity(tries.Where(record => !record.Passed))}",
        ];
        if (run.Samples > 1)
        {
            // Only tasks whose samples are all there: an interrupted run must not look better than it is.
            var complete = tries.GroupBy(record => record.Task).Where(group => group.Count() == run.Samples).ToArray();
            cells.Add(complete.Length == 0 ? "-" : Percent(complete.Average(group => PassAtK.Estimate(run.Samples, group.Count(record => record.Passed), run.Samples))));
        }

        return cells;
    }

    /// <param name="score">Higher should mean passed.</param>
    private static double? Predictor(IEnumerable<TryRecord> tries, Func<TryRecord, double?> score)
    {
        var scored = tries.Select(record => (record.Passed, Score: score(record))).Where(record => record.Score is not null).ToLookup(record => record.Passed, record => record.Score!.Value);
        return RocArea.Of([.. scored[true]], [.. scored[false]]);
    }

    private static string Perplexity(IEnumerable<TryRecord> tries)
    {
        // Geometric mean: a single comment of rare words would outweigh all others.
        var logs = tries.Where(record => record.IntentPerplexity is > 0).Select(record => Math.Log(record.IntentPerplexity!.Value)).ToArray();
        return logs.Length == 0 ? "-" : Math.Exp(logs.Average()).ToString("F1", CultureInfo.InvariantCulture);
    }
}
