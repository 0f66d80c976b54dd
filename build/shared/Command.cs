using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CotAssist.Build;

/// <summary>Another program, run to its end. Knows how programs are started on each system; shows nothing by itself.</summary>
public sealed record Command(string Program, params string[] Arguments)
{
    public string WorkingDirectory { get; init; } = Repository.Root;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Its output is the developer's; returns its exit code.</summary>
    public int Run()
    {
        using var process = Start(redirect: false);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Its output is kept back and returned.</summary>
    /// <exception cref="BuildException">It failed; the message ends with the last lines it wrote.</exception>
    public string RunQuietly()
    {
        var output = new StringBuilder();
        using var process = Start(redirect: true);
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.ToString()
            : throw new BuildException($"{this} failed with exit code {process.ExitCode}:\n{LastLines(output.ToString(), 30)}");

        void Append(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.AppendLine(line);
        }
    }

    /// <summary>Whether it can be started and ends well.</summary>
    public bool Works()
    {
        try
        {
            RunQuietly();
            return true;
        }
        catch (BuildException)
        {
            return false;
        }
    }

    public override string ToString() => string.Join(' ', [Program, .. Arguments]);

    private Process Start(bool redirect)
    {
        // npm's commands are .cmd files on Windows, which are not found without their ending.
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && Program is "npm" or "npx" ? Program + ".cmd" : Program, Arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new BuildException($"{Program} could not be started: {exception.Message}");
        }
    }

    private static string LastLines(string text, int count) => string.Join('\n', text.TrimEnd().Split('\n').TakeLast(count));
}
