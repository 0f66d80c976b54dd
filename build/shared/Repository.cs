namespace CotAssist.Build;

/// <summary>Where things stand in this repository. Knows names of folders and nothing of what is done with them.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Everything that the programs in build/ make; git ignores it.</summary>
    public static string Artifacts => PathOf("artifacts");

    /// <summary>The folder the developer stands in, which paths on a command line are relative to.</summary>
    public static string CallersFolder { get; } = Environment.CurrentDirectory;

    /// <param name="path">Relative to the root, with '/'.</param>
    public static string PathOf(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    private static string FindRoot()
    {
        var entryPoint = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
        for (var folder = entryPoint; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "CotAssist.sln")))
                return folder;
        throw new BuildException($"No CotAssist.sln above {entryPoint}: run this from a clone of the repository.");
    }
}
