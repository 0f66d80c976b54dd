using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using CotAssist.Evaluation.Judging;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation;

/// <summary>The runner's check of itself: every reference answer must pass here, or its task says nothing about a model.</summary>
public static class ReferenceCheck
{
    /// <returns>Verdicts of the references that did not pass, by task.</returns>
    public static async Task<ImmutableSortedDictionary<string, Verdict>> RunAsync(
        Judge judge, ImmutableArray<EvaluationTask> tasks, int parallelism, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        var withReference = tasks.Where(task => task.ReferenceCode is not null).ToArray();
        var failures = new ConcurrentDictionary<string, Verdict>();
        var watch = Stopwatch.StartNew();
        var done = 0;
        await Parallel.ForEachAsync(withReference, new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation }, async (task, token) =>
        {
            var verdict = await judge.JudgeAsync(task, task.Before + task.ReferenceCode + task.After, token).ConfigureAwait(false);
            if (verdict.Kind != VerdictKind.Passed)
                failures[task.Id] = verdict;
            var count = Interlocked.Increment(ref done);
            progress?.Report(new EvaluationProgress("checking references", count, withReference.Length, count - failures.Count, watch.Elapsed));
        }).ConfigureAwait(false);
        return failures.ToImmutableSortedDictionary();
    }
}
