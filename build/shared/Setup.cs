namespace CotAssist.Build;

/// <summary>What a fresh clone needs before anything runs. Each step finds out by itself whether it is already done.</summary>
public static class Setup
{
    private const int OldestNode = 20;

    // Build servers outlive a build and keep its output pipes open, which would hang whoever waits for them to close.
    private const string NoBuildServers = "--disable-build-servers";

    /// <exception cref="BuildException">Something is missing that only the developer can install.</exception>
    public static void CheckPrerequisites()
    {
        if (!new Command("node", "--version").Works() || !new Command("npm", "--version").Works())
            throw new BuildException($"node with npm was not found: install node {OldestNode} or newer, then run this command again.");
        var version = new Command("node", "--version").RunQuietly().Trim();
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < OldestNode)
            throw new BuildException($"node {version} is too old: install node {OldestNode} or newer, then run this command again.");
    }

    /// <summary>Installs, restores and builds one project and what it stands on, in Release.</summary>
    /// <param name="project">Folder, relative to the root.</param>
    public static void Build(string project)
    {
        CheckPrerequisites();
        Step.Run("Installing ONNX Runtime from npm", new Command("dotnet", "msbuild", Repository.PathOf("server/CotAssist.OnnxRuntime"), "-t:InstallNpmPackages", "-v:quiet", "-nodeReuse:false"));
        Step.Run("Restoring NuGet packages", new Command("dotnet", "restore", Repository.PathOf(project), "--verbosity", "quiet", NoBuildServers));
        Step.Run($"Building {Path.GetFileName(project)}", new Command("dotnet", "build", Repository.PathOf(project), "--no-restore", "--configuration", "Release", "--verbosity", "quiet", NoBuildServers));
    }

    /// <summary>Installs the packages that a package-lock.json names, unless it has not changed since.</summary>
    /// <param name="folder">Relative to the root.</param>
    public static void InstallNpmPackages(string folder)
    {
        var stamp = new FileInfo(Repository.PathOf($"{folder}/node_modules/.package-lock.json"));
        if (stamp.Exists && stamp.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Repository.PathOf($"{folder}/package-lock.json")))
            return;
        Step.Run($"Installing npm packages of {folder}", new Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error") { WorkingDirectory = Repository.PathOf(folder) });
        stamp.Refresh();
        stamp.LastWriteTimeUtc = DateTime.UtcNow;
    }

    /// <summary>The server's command line, as <see cref="Build"/> left it.</summary>
    public static Command Server(params string[] arguments) =>
        new("dotnet", [Repository.PathOf("server/CotAssist.Server/bin/Release/net10.0/cotassist.dll"), .. arguments]) { WorkingDirectory = Repository.CallersFolder };
}
