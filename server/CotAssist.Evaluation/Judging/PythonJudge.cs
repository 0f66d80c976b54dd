using CotAssist.Evaluation.Sandbox;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Judging;

/// <summary>Judges filled Python files in a confined interpreter.</summary>
internal sealed class PythonJudge(WorkerPool workers)
{
    public async Task<Verdict> JudgeAsync(EvaluationTask task, string filled, CancellationToken cancellation)
    {
        var job = task.Check switch
        {
            PythonScript check => new PythonJob(filled, check.Tests, Expected: null),
            PythonPrintedValue check => new PythonJob(filled, "", check.ExpectedJson),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no check of a Python program."),
        };
        var outcome = await workers.RunAsync(job.ToBytes(), cancellation).ConfigureAwait(false);
        return ReplyVerdict.Of(outcome, tests: []);
    }
}
