using System.Xml.Linq;

namespace CotAssist.Build;

/// <summary>Tests that are run together. Counts what passed from the test runner's own report, never from its printed words.</summary>
/// <param name="Option">What asks for it on the command line.</param>
/// <param name="Project">Folder, relative to the root.</param>
/// <param name="Filter">Which of the project's tests belong to it; null for all.</param>
public sealed record TestSuite(string Option, string Title, string Project, string? Filter = null)
{
    /// <summary>What must be installed or made before its tests can run.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <exception cref="BuildException">The tests could not be run at all.</exception>
    public (int Passed, int Failed) Run()
    {
        Console.WriteLine($"\n{Title}");
        Prepare();
        Setup.Build(Project);
        var report = Path.Combine(Repository.Artifacts, "tests", Option.TrimStart('-') + ".trx");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        string[] filter = Filter is null ? [] : ["--filter", Filter];
        var exitCode = new Command("dotnet", ["test", Repository.PathOf(Project), "--no-build", "--configuration", "Release",
            "--logger", $"trx;LogFileName={report}", "--logger", "console;verbosity=minimal", .. filter]).Run();
        if (!File.Exists(report))
            throw new BuildException($"{Project} could not be tested: dotnet test ended with exit code {exitCode} and no report.");

        var counters = XDocument.Load(report).Descendants().First(element => element.Name.LocalName == "Counters");
        var total = (int)counters.Attribute("total")!;
        var passed = (int)counters.Attribute("passed")!;
        // A test that did not come to its end counts as failed, and so does a run that broke down behind its last test.
        return (passed, Math.Max(total - passed, exitCode == 0 ? 0 : 1));
    }
}
