using CotAssist.Evaluation.Sandbox;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Judging;

/// <summary>Judges answers of every language in the sandbox of this machine.</summary>
public sealed class Judge : IDisposable
{
    /// <summary>What MTPB gives a program (mtpb_exec.py).</summary>
    private static readonly TimeSpan PythonTime = TimeSpan.FromSeconds(20);

    private readonly ISandbox sandbox;
    private readonly WorkerPool csharpWorkers;
    private readonly CSharpJudge csharp;
    private readonly Lazy<WorkerPool> pythonWorkers;

    /// <param name="worker">How this executable starts itself as a C# worker: file, then arguments.</param>
    /// <exception cref="SandboxException">No isolation can be had here.</exception>
    public Judge(ReadOnlySpan<string> worker, SandboxLimits limits, int parallelism)
    {
        sandbox = Sandboxes.OfThisMachine();
        csharpWorkers = new WorkerPool(sandbox, WorkerCommands.CSharp(worker, limits), limits, ahead: parallelism);
        csharp = new CSharpJudge(csharpWorkers);
        pythonWorkers = new(() => new WorkerPool(sandbox, WorkerCommands.Python(), limits with { Time = PythonTime }, ahead: parallelism));
    }

    /// <summary>What the sandbox does not hold back; null when nothing.</summary>
    public string? Weakness => sandbox.Weakness;

    /// <param name="filled">The whole file with the answer in it.</param>
    public Task<Verdict> JudgeAsync(EvaluationTask task, string filled, CancellationToken cancellation) => task.Language switch
    {
        TaskLanguage.CSharp => csharp.JudgeAsync(task, filled, cancellation),
        TaskLanguage.Python => new PythonJudge(pythonWorkers.Value).JudgeAsync(task, filled, cancellation),
        var other => throw new InvalidOperationException($"No judge for {other}."),
    };

    public void Dispose()
    {
        csharpWorkers.Dispose();
        if (pythonWorkers.IsValueCreated)
            pythonWorkers.Value.Dispose();
        sandbox.Dispose();
    }
}
