using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CotAssist.Evaluation.Judging;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>How workers are started, and what each may see of the disk.</summary>
public static class WorkerCommands
{
    /// <summary>The argument that turns this executable into a <see cref="Sandbox.CSharpWorker"/>.</summary>
    public const string CSharpWorker = "sandbox-worker";

    /// <summary>This executable as a worker; <c>dotnet cotassist.dll</c> where it was started so.</summary>
    public static ImmutableArray<string> ThisExecutable =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "cotassist"
            ? [Environment.ProcessPath!, CSharpWorker]
            : [DotNet, Path.Combine(AppContext.BaseDirectory, "cotassist.dll"), CSharpWorker];

    /// <summary>Of an installed .NET, the folder with its host; null where the executable carries its own runtime.</summary>
    private static string? InstalledRuntime
    {
        get
        {
            var version = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
            return version.Parent is { Name: "Microsoft.NETCore.App", Parent.Parent: { } root } ? root.FullName : null;
        }
    }

    private static string DotNet => Path.Combine(InstalledRuntime ?? "", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <param name="worker">Such as <see cref="ThisExecutable"/>.</param>
    internal static SandboxCommand CSharp(ReadOnlySpan<string> worker, SandboxLimits limits)
    {
        var environment = ImmutableSortedDictionary<string, string>.Empty
            .Add("DOTNET_GCHeapHardLimit", (limits.Memory * 3 / 4).ToString("x", CultureInfo.InvariantCulture))
            .Add("DOTNET_gcConcurrent", "0")
            .Add("DOTNET_EnableDiagnostics", "0")
            .Add("DOTNET_EnableWriteXorExecute", "0")
            .Add("DOTNET_TieredPGO", "0");
        var readable = ImmutableArray.Create(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        if (InstalledRuntime is { } runtime)
        {
            readable = readable.Add(runtime);
            environment = environment.Add("DOTNET_ROOT", runtime);
        }

        return new SandboxCommand(worker[0], [.. worker[1..]], readable, [SuiteFolder.BuiltIn], environment);
    }

    /// <exception cref="SandboxException">There is no Python 3.</exception>
    internal static SandboxCommand Python()
    {
        // A launcher such as pyenv's is a script; the interpreter itself says where it and its library lie.
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "python" : "python3", ["-I", "-c", "import sys; print(sys.executable); print(sys.base_prefix)"]) { RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
            process.WaitForExit();
            var script = Resources.Read("python_worker.py");
            return new SandboxCommand(lines[0], ["-I", "-c", script], [lines[1]], [], ImmutableSortedDictionary<string, string>.Empty.Add("OPENBLAS_NUM_THREADS", "1"));
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IndexOutOfRangeException)
        {
            throw new SandboxException("Python suites need Python 3 on the PATH; install it and run this again.", error);
        }
    }
}
