using System.Collections.Concurrent;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>Keeps workers started ahead of need, since a runtime takes longer to start than most programs to run.</summary>
/// <param name="ahead">Workers that wait.</param>
public sealed class WorkerPool(ISandbox sandbox, SandboxCommand command, SandboxLimits limits, int ahead) : IDisposable
{
    private readonly ConcurrentQueue<SandboxedWorker> waiting = new();

    public SandboxLimits Limits { get; } = limits;

    public async Task<RunOutcome> RunAsync(ReadOnlyMemory<byte> job, CancellationToken cancellation)
    {
        while (waiting.Count < ahead)
            waiting.Enqueue(new SandboxedWorker(sandbox, command, Limits));
        if (!waiting.TryDequeue(out var worker))
            worker = new SandboxedWorker(sandbox, command, Limits);
        using (worker)
            return await worker.RunAsync(job, cancellation).ConfigureAwait(false);
    }

    public void Dispose()
    {
        while (waiting.TryDequeue(out var worker))
            worker.Dispose();
    }
}
