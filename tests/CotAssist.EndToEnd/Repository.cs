namespace CotAssist.EndToEnd;

/// <summary>Where the things under test stand.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <param name="path">Relative to the root, with '/'.</param>
    public static string PathOf(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The server as it was built with these tests, run by the dotnet command.</summary>
    public static string ServerAssembly { get; } = Path.Combine(AppContext.BaseDirectory, "cotassist.dll");

    /// <summary>The unit tests, built beside these.</summary>
    public static string TestAssembly { get; } = PathOf($"tests/CotAssist.Tests/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net10.0/CotAssist.Tests.dll");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CotAssist.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No CotAssist.sln above the tests.");
        return folder;
    }
}
