using CotAssist.Evaluation.Suites;

namespace CotAssist.Tests.Evaluation;

/// <summary>Suites of a few records written here, one file for each published format (tests/fixtures/evaluation).</summary>
internal static class OwnSuites
{
    public static Suite Read(string name) => SuiteFolder.Open(PathOf(name + ".jsonl"));

    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CotAssist.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "fixtures", "evaluation", file);
    }
}
