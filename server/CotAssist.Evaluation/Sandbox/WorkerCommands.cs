using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
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

    private static string Runtime => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string DotNet => Path.Combine(Runtime, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <param name="worker">Such as <see cref="ThisExecutable"/>.</param>
    internal static SandboxCommand CSharp(ReadOnlySpan<string> worker, SandboxLimits limits)
    {
        var environment = ImmutableSortedDictionary<string, string>.Empty
            .Add("DOTNET_ROOT", Runtime)
            .Add("DOTNET_GCHeapHardLimit", (limits.Memory * 3 / 4).ToString("x", CultureInfo.InvariantCulture))
            .Add("DOTNET_gcConcurrent", "0")
            .Add("DOTNET_EnableDiagnostics", "0")
            .Add("DOTNET_EnableWriteXorExecute", "0")
            .Add("DOTNET_TieredPGO", "0")
            .Add("HOME", "/tmp")
            .Add("TMPDIR", "/tmp");
        return new SandboxCommand(worker[0], [.. worker[1..]], [Runtime, AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)], [SuiteFolder.BuiltIn], environment);
    }
}
