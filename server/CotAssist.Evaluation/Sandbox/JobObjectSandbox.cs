using System.Diagnostics;
using System.Runtime.Versioning;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// Windows: a job object around each worker. The worker waits for its program on standard input, so it is in its job before
/// any generated code is near. A job object closes neither the network nor the disk, and this says so.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class JobObjectSandbox : ISandbox
{
    public string Weakness =>
        "On Windows a job object limits the time, memory, processes and output of generated programs, but it closes neither the network nor your files to them; where that matters, run this on Linux or in WSL.";

    public ProcessStartInfo Confine(SandboxCommand command, SandboxLimits limits)
    {
        var folder = Directory.CreateTempSubdirectory("cotassist-").FullName;
        var start = new ProcessStartInfo(command.Executable, command.Arguments) { WorkingDirectory = folder, CreateNoWindow = true };
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        start.Environment["SystemRoot"] = Environment.GetEnvironmentVariable("SystemRoot"); // without it sockets and cryptography do not load
        start.Environment["TEMP"] = start.Environment["TMP"] = folder;
        return start;
    }

    public ISandboxGuard Guard(Process process, SandboxLimits limits) => new JobObjectGuard(process, limits);

    public void Dispose()
    {
    }
}
