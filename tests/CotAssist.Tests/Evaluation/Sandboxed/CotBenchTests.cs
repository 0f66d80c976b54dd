using System.Collections.Immutable;
using CotAssist.Evaluation;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Tests.Evaluation.Sandboxed;

/// <summary>The suite that comes with the product: every reference passes, and nothing else does.</summary>
public sealed class CotBenchTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly Suite Suite = SuiteFolder.Open(SuiteFolder.Default);

    [Fact]
    public async Task Every_reference_passes()
    {
        var failed = await FailingAsync(task => task.Before + task.ReferenceCode + task.After);
        Assert.Equal(100, Suite.Tasks.Length);
        Assert.Empty(failed);
    }

    [Fact]
    public async Task An_empty_completion_never_passes() =>
        Assert.Equal(Suite.Tasks.Length, (await FailingAsync(task => task.Before + task.After)).Count);

    /// <summary>The reference with one comparison, sign, number, text or condition changed: not every change compiles or matters, so twelve are tried.</summary>
    [Fact]
    public async Task A_plausible_wrong_completion_never_passes()
    {
        var wrong = new HashSet<string>();
        foreach (var attempt in Enumerable.Range(0, 12))
        {
            var open = Suite.Tasks.Where(task => !wrong.Contains(task.Id)).ToImmutableArray();
            wrong.UnionWith((await FailingAsync(task => task.Before + Mutants.Of(task.ReferenceCode!).ElementAtOrDefault(attempt) + task.After, open)).Where(failure => !failure.Contains($": {VerdictKind.CompileError} ", StringComparison.Ordinal)).Select(failure => failure.Split(':')[0]));
        }

        Assert.Empty(Suite.Tasks.Select(task => task.Id).Except(wrong));
    }

    private Task<List<string>> FailingAsync(Func<EvaluationTask, string> fill) => FailingAsync(fill, Suite.Tasks);

    private async Task<List<string>> FailingAsync(Func<EvaluationTask, string> fill, ImmutableArray<EvaluationTask> tasks)
    {
        var failed = new List<string>();
        await Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (task, cancellation) =>
        {
            var verdict = await sandbox.Judge.JudgeAsync(task, fill(task), cancellation);
            if (verdict.Kind != VerdictKind.Passed)
            {
                lock (failed)
                    failed.Add($"{task.Id}: {verdict.Kind} {verdict.Detail} {verdict.Output}");
            }
        });
        return failed;
    }
}
