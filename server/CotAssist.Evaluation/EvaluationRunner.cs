using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CotAssist.Evaluation.Arms;
using CotAssist.Evaluation.Judging;
using CotAssist.Evaluation.Reports;
using CotAssist.Evaluation.Suites;
using CotAssist.Inference;

namespace CotAssist.Evaluation;

/// <summary>Tries every task with every arm and writes one line a try. While one answer is judged, the next is already being written.</summary>
public sealed class EvaluationRunner(Judge judge, ModelUnderTest model)
{
    /// <param name="tasks">Without those that are left out.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was done stands in <paramref name="folder"/>.</exception>
    public async Task RunAsync(
        string suite, ImmutableArray<EvaluationTask> tasks, EvaluationOptions options, RunFolder folder, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        var done = folder.Tries.Select(record => (record.Task, record.Arm, record.Sample)).ToHashSet();
        var open =
            (from task in tasks
             from arm in options.Arms
             where arm.Applies(task)
             from sample in Enumerable.Range(0, options.Samples)
             where !done.Contains((task.Id, arm.Name, sample))
             select (Task: task, Arm: arm, Sample: sample)).ToArray();
        var watch = Stopwatch.StartNew();
        var finished = 0;
        var passed = 0;
        var judging = Task.CompletedTask;
        try
        {
            foreach (var (task, arm, sample) in open)
            {
                var sampling = new Sampling(options.Temperature, options.TopP, SeedOf(options.Seed, task.Id, sample));
                var attempt = await Task.Run(() => arm.Try(task, new ProductPath(model, sampling, cancellation)), cancellation).ConfigureAwait(false);
                await judging.ConfigureAwait(false);
                judging = FinishAsync(task, arm, sample, sampling, attempt);
            }

            await judging.ConfigureAwait(false);
        }
        finally
        {
            // Cancelled while the last answer was judged: its line is written, or not, before the folder is closed.
            await judging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task FinishAsync(EvaluationTask task, IArm arm, int sample, Sampling sampling, Attempt attempt)
        {
            var verdict = task.Check is MustRefuse
                ? attempt.OutOfDomain ? new Verdict(VerdictKind.Passed, "") : new Verdict(VerdictKind.TestFailed, "The model did not refuse.")
                : attempt.Filled is { } filled
                ? await judge.JudgeAsync(task, filled, cancellation).ConfigureAwait(false)
                : new Verdict(VerdictKind.NotShown, attempt.Problem ?? "");
            folder.Add(Record(suite, task, arm, sample, sampling, attempt, verdict));
            passed += verdict.Kind == VerdictKind.Passed ? 1 : 0;
            progress?.Report(new EvaluationProgress($"{arm.Name} {task.Id}", ++finished, open.Length, passed, watch.Elapsed));
        }
    }

    /// <summary>Stable over runs, machines and versions, and apart for each task and sample.</summary>
    internal static int SeedOf(int seed, string task, int sample) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{task}/{sample}")))) & int.MaxValue;

    private TryRecord Record(string suite, EvaluationTask task, IArm arm, int sample, Sampling sampling, Attempt attempt, Verdict verdict) => new()
    {
        Suite = suite,
        Task = task.Id,
        Arm = arm.Name,
        Sample = sample,
        Seed = sampling.Seed,
        Temperature = sampling.Temperature,
        TopP = sampling.TopP,
        Model = model.Name,
        ModelHash = model.Hash,
        Tags = task.Tags,
        Prompts = attempt.Prompts,
        Plan = attempt.Plan?.Steps,
        OutOfDomain = attempt.OutOfDomain,
        Code = attempt.Code,
        Traced = TracedLines.Of(task, attempt),
        Filled = attempt.Filled,
        Verdict = verdict.Kind,
        Detail = verdict.Detail,
        Tests = verdict.Tests,
        Output = verdict.Output,
        PlanMeanLogProbability = attempt.PlanMeanLogProbability,
        CodeMeanLogProbability = attempt.CodeMeanLogProbability,
        IntentPerplexity = attempt.IntentPerplexity,
        PromptTokens = attempt.PromptTokens,
        GeneratedTokens = attempt.GeneratedTokens,
        Times = new TryTimes(attempt.PlanTime.TotalMilliseconds, attempt.CodeTime.TotalMilliseconds, verdict.Compile.TotalMilliseconds, verdict.Run.TotalMilliseconds),
    };
}
