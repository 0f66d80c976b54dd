namespace CotAssist.Build;

/// <summary>Programs that the slower suites need from the system's own packages.</summary>
public static class Debian
{
    /// <param name="program">Nothing is done when it is already there.</param>
    /// <exception cref="BuildException">It is missing and cannot be installed from here.</exception>
    public static void Install(string program, params string[] packages) =>
        Install(program, new Command(program, "--version"), packages);

    /// <summary>A module of Debian's own Python.</summary>
    /// <exception cref="BuildException">It is missing and cannot be installed from here.</exception>
    public static void InstallPythonModule(string module, params string[] packages) =>
        Install($"Python's module {module}", new Command("/usr/bin/python3", "-c", $"import {module}"), packages);

    private static void Install(string program, Command check, params string[] packages)
    {
        if (check.Works())
            return;
        if (!OperatingSystem.IsLinux() || !new Command("apt-get", "--version").Works() || Environment.UserName != "root")
            throw new BuildException($"{program} was not found: install it, then run this command again.");
        var environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        Step.Run($"Installing {program}", () =>
        {
            new Command("apt-get", "-o", "DPkg::Lock::Timeout=300", "update") { Environment = environment }.RunQuietly();
            new Command("apt-get", ["-o", "DPkg::Lock::Timeout=300", "install", "--yes", "--no-install-recommends", .. packages]) { Environment = environment }.RunQuietly();
            return "";
        });
    }
}
