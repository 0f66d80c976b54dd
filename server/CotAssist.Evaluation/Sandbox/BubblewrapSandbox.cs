using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// Linux: bubblewrap with all namespaces unshared (no network, own processes), a read-only system, one small temporary folder,
/// no capabilities, a seccomp filter against new processes, and resource limits. Works as root and, where the kernel lets
/// users make namespaces, as any user.
/// </summary>
internal sealed class BubblewrapSandbox : ISandbox
{
    private const string Tool = "bwrap";

    /// <summary>Limits are set by the shell, and the filter handed to bubblewrap as descriptor 9: $1 is its file, the rest the command.</summary>
    private const string Launcher = """filter=$1; shift; exec 9<"$filter"; exec "$@" """;

    private readonly string filterFile = Path.GetTempFileName();

    /// <exception cref="SandboxException">bubblewrap is missing or may not make namespaces here.</exception>
    public BubblewrapSandbox()
    {
        var filter = SeccompFilter.ForThisMachine()
            ?? throw new SandboxException("Generated programs are run only on x64 and arm64 Linux, where the sandbox knows the system calls to refuse.");
        File.WriteAllBytes(filterFile, filter);
        Probe();
    }

    public string? Weakness => null;

    public ProcessStartInfo Confine(SandboxCommand command, SandboxLimits limits)
    {
        var start = new ProcessStartInfo("/bin/sh");
        // Not only --clearenv: a program can read what bubblewrap itself was started with, in /proc/1/environ.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(ResourceLimits(limits) + Launcher);
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(filterFile);
        foreach (var argument in Arguments(command, limits))
            start.ArgumentList.Add(argument);
        return start;
    }

    public ISandboxGuard Guard(Process process, SandboxLimits limits) => new ProcessTreeGuard(process, limits);

    public void Dispose() => File.Delete(filterFile);

    /// <summary>
    /// Backstops under the guard's eyes: private memory counts in RLIMIT_DATA (a runtime reserves far more address space than it uses),
    /// processor time is bounded even when the parent is gone. ulimit counts kilobytes, files 512-byte blocks.
    /// </summary>
    private static string ResourceLimits(SandboxLimits limits) => string.Create(CultureInfo.InvariantCulture,
        $"ulimit -c 0; ulimit -n 256; ulimit -d {2 * limits.Memory >> 10}; ulimit -f {limits.Files >> 9}; ulimit -t {(int)limits.Time.TotalSeconds * 4 + 20}; ");

    private static IEnumerable<string> Arguments(SandboxCommand command, SandboxLimits limits)
    {
        List<string> arguments =
        [
            Tool, "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--die-with-parent", "--new-session",
            "--cap-drop", "ALL", "--clearenv", "--hostname", "sandbox", "--seccomp", "9", "--ro-bind", "/usr", "/usr",
        ];
        foreach (var folder in (ReadOnlySpan<string>)["/bin", "/lib", "/lib64", "/lib32"])
        {
            if (new DirectoryInfo(folder) is { Exists: true } info)
                arguments.AddRange(info.LinkTarget is { } target ? ["--symlink", target, folder] : ["--ro-bind", folder, folder]);
        }

        foreach (var file in (ReadOnlySpan<string>)["/etc/ld.so.cache", "/etc/alternatives"])
            arguments.AddRange(["--ro-bind-try", file, file]);
        var size = limits.Files.ToString(CultureInfo.InvariantCulture);
        arguments.AddRange(["--proc", "/proc", "--dev", "/dev", "--size", size, "--tmpfs", "/tmp"]);
        foreach (var folder in command.Readable.Where(folder => folder != "/usr" && !folder.StartsWith("/usr/", StringComparison.Ordinal)))
            arguments.AddRange(["--ro-bind", folder, folder]);
        foreach (var folder in command.Hidden)
            arguments.AddRange(["--tmpfs", folder, "--remount-ro", folder]);
        arguments.AddRange(["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--setenv", "HOME", "/tmp"]);
        foreach (var (name, value) in command.Environment)
            arguments.AddRange(["--setenv", name, value]);
        return [.. arguments, "--", command.Executable, .. command.Arguments];
    }

    private void Probe()
    {
        var command = new SandboxCommand("/bin/sh", ["-c", "exit 0"], [], [], ImmutableSortedDictionary<string, string>.Empty);
        var start = Confine(command, SandboxLimits.Default);
        start.RedirectStandardError = start.RedirectStandardInput = start.RedirectStandardOutput = true;
        start.UseShellExecute = false;
        using var process = ProcessStarter.Start(start);
        var errors = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        switch (process.ExitCode)
        {
            case 0:
                return;
            case 127 when errors.Contains("not found", StringComparison.Ordinal):
                Dispose();
                throw new SandboxException("Generated programs are run only inside bubblewrap, which is not installed: apt-get install bubblewrap (or your system's way), then run this again.");
            default:
                Dispose();
                throw new SandboxException($"Generated programs are run only inside bubblewrap, which cannot isolate here ({new StringBuilder(errors).Replace('\n', ' ')}); allow unprivileged user namespaces, or run as root.");
        }
    }
}
