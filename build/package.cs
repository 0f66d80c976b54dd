#:property PublishAot=false
#:project shared/CotAssist.Build.csproj

// Packs the VS Code extension, with the server, its native libraries and the starter model inside:
//   dotnet run build/package.cs                 artifacts/cotassist-linux-x64.vsix and artifacts/cotassist-win32-x64.vsix
//   dotnet run build/package.cs -- linux-x64    one of them
// Nothing is published anywhere.
using System.Globalization;
using CotAssist.Build;

// VS Code's name of a platform, and .NET's.
(string Platform, string Runtime)[] targets = [("linux-x64", "linux-x64"), ("win32-x64", "win-x64")];

return Entry.Run(() =>
{
    var unknown = args.FirstOrDefault(name => targets.All(target => target.Platform != name));
    if (unknown is not null)
        throw new BuildException($"There is no target {unknown}: choose from {string.Join(", ", targets.Select(target => target.Platform))}.");

    Console.WriteLine("Packing the VS Code extension");
    Setup.CheckPrerequisites();
    Setup.InstallNpmPackages("client-vscode");
    var client = Repository.PathOf("client-vscode");
    Step.Run("Checking the client's types", new Command("npm", "run", "check") { WorkingDirectory = client });
    Step.Run("Bundling the client", new Command("npm", "run", "bundle") { WorkingDirectory = client });

    foreach (var (platform, runtime) in targets.Where(target => args.Length == 0 || args.Contains(target.Platform)))
    {
        var extension = Path.Combine(Repository.Artifacts, "extension", platform);
        if (Directory.Exists(extension))
            Directory.Delete(extension, recursive: true);
        Step.Run($"Publishing the server for {runtime}", new Command("dotnet", "publish", Repository.PathOf("server/CotAssist.Server"), "--configuration", "Release",
            "--runtime", runtime, "--self-contained", "-p:PublishSingleFile=true", "-p:DebugType=none",
            // The committed lock files name no platform; a restore for one must not rewrite them.
            "-p:NuGetLockFilePath=obj/packages.publish.lock.json", "--output", Path.Combine(extension, "server"), "--disable-build-servers"));

        foreach (var file in (string[])["package.json", "README.md", "out/main.js", "images/icon.png"])
            Copy(Path.Combine(client, file), Path.Combine(extension, file));
        Copy(Repository.PathOf("LICENSE"), Path.Combine(extension, "LICENSE"));

        var vsix = Path.Combine(Repository.Artifacts, $"cotassist-{platform}.vsix");
        Step.Run($"Packing {Path.GetFileName(vsix)}", () =>
        {
            new Command("node", Path.Combine(client, "node_modules", "@vscode", "vsce", "vsce"), "package", "--no-dependencies",
                "--allow-missing-repository", "--skip-license", "--target", platform, "--out", vsix) { WorkingDirectory = extension }.RunQuietly();
            return (new FileInfo(vsix).Length / 1e6).ToString("0.0 MB", CultureInfo.InvariantCulture);
        });
    }
    return 0;
});

static void Copy(string source, string target)
{
    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
    File.Copy(source, target);
}
