using System.Diagnostics;
using System.Runtime.Versioning;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>Windows: holds one worker in its job object, counts its threads, and takes its temporary folder away with it.</summary>
[SupportedOSPlatform("windows")]
internal sealed class JobObjectGuard : ISandboxGuard
{
    private readonly Process process;
    private readonly SandboxLimits limits;
    private readonly JobObject job;

    public JobObjectGuard(Process process, SandboxLimits limits)
    {
        this.process = process;
        this.limits = limits;
        job = JobObject.Create(limits);
        job.Take(process.SafeHandle);
    }

    public RunEnd? Crossed()
    {
        try
        {
            process.Refresh();
            return process.PrivateMemorySize64 > limits.Memory ? RunEnd.MemoryLimit
                : process.Threads.Count > limits.Threads ? RunEnd.ThreadLimit : null;
        }
        catch (InvalidOperationException)
        {
            return null; // it has ended by itself
        }
    }

    public void Kill() => job.Terminate();

    public void Dispose()
    {
        job.Dispose();
        process.WaitForExit(TimeSpan.FromSeconds(5)); // its folder is in use until then
        try
        {
            Directory.Delete(process.StartInfo.WorkingDirectory, recursive: true);
        }
        catch (IOException)
        {
            // The system clears its temporary folder in time.
        }
    }
}
