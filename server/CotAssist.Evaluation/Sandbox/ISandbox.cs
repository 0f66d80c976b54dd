using System.Diagnostics;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>Isolation of a child process; <see cref="BubblewrapSandbox"/> on Linux, <see cref="JobObjectSandbox"/> on Windows.</summary>
public interface ISandbox : IDisposable
{
    /// <summary>What it does not hold back, in one sentence for the user; null when nothing.</summary>
    string? Weakness { get; }

    /// <summary>How to start <paramref name="command"/> confined.</summary>
    ProcessStartInfo Confine(SandboxCommand command, SandboxLimits limits);

    /// <summary>Takes hold of the started worker, before it is handed any program.</summary>
    ISandboxGuard Guard(Process process, SandboxLimits limits);
}
