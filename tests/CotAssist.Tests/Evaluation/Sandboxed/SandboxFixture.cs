using CotAssist.Evaluation.Judging;
using CotAssist.Evaluation.Sandbox;

namespace CotAssist.Tests.Evaluation.Sandboxed;

/// <summary>The real sandbox with the real worker, for every test that runs programs.</summary>
public sealed class SandboxFixture : IDisposable
{
    public Judge Judge { get; } = new(WorkerCommands.ThisExecutable.AsSpan(), SandboxLimits.Default, parallelism: 2);

    public void Dispose() => Judge.Dispose();
}
