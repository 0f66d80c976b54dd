namespace CotAssist.Build;

/// <summary>The real editor for the editor test: code-server, which is VS Code served to a browser, with the node it wants.</summary>
public static class CodeServer
{
    private static readonly string Folder = Path.Combine(Repository.Artifacts, "editor");

    /// <summary>Installs what tests/CotAssist.EndToEnd/Editor/package-lock.json names into artifacts/editor, once.</summary>
    public static void Install()
    {
        var source = Repository.PathOf("tests/CotAssist.EndToEnd/Editor");
        var installed = Path.Combine(Folder, "installed-package-lock.json");
        if (File.Exists(installed) && File.ReadAllText(installed) == File.ReadAllText(Path.Combine(source, "package-lock.json")))
            return;
        Setup.CheckPrerequisites();
        Directory.CreateDirectory(Folder);
        foreach (var file in (string[])["package.json", "package-lock.json"])
            File.Copy(Path.Combine(source, file), Path.Combine(Folder, file), overwrite: true);
        Step.Run("Installing code-server", () =>
        {
            string[] quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
            new Command("npm", ["ci", .. quiet]) { WorkingDirectory = Folder }.RunQuietly();
            // Its own install script would do this; "npm ci" cannot, because the shrinkwrap that ships lacks a package.
            new Command("npm", ["install", "--omit=dev", .. quiet]) { WorkingDirectory = Path.Combine(Folder, "node_modules", "code-server", "lib", "vscode") }.RunQuietly();
            return "";
        });
        File.Copy(Path.Combine(source, "package-lock.json"), installed, overwrite: true);
    }
}
