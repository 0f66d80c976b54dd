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

    private async Task<List<string>> FailingAsync(Func<EvaluationTask, string> fill)
    {
        var failed = new List<string>();
        await Parallel.ForEachAsync(Suite.Tasks, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (task, cancellation) =>
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
