#:property PublishAot=false
#:project shared/CotAssist.Build.csproj

// Sets everything up and runs the tests:
//   dotnet run build/test.cs                       the unit tests
//   dotnet run build/test.cs -- --sandbox          the evaluation's sandbox, with answers right, wrong and hostile (Linux)
//   dotnet run build/test.cs -- --end-to-end       the real model behind the real command line and language server
//   dotnet run build/test.cs -- --network          the same under strace: no network socket is opened (Linux)
//   dotnet run build/test.cs -- --editor           the real extension in the real editor (Debian; installs what it needs)
//   dotnet run build/test.cs -- --training         the making of a model, from teacher material to code (Debian; installs PyTorch)
//   dotnet run build/test.cs -- --all              all of them
// Options add up. The last line is always "N passed, N failed".
using CotAssist.Build;

TestSuite[] suites =
[
    new("--unit", "Unit tests", "tests/CotAssist.Tests", "FullyQualifiedName!~CotAssist.Tests.Evaluation.Sandboxed"),
    new("--sandbox", "Sandbox: programs are really run, hostile ones too", "tests/CotAssist.Tests", "FullyQualifiedName~CotAssist.Tests.Evaluation.Sandboxed")
    {
        Prepare = () =>
        {
            Debian.Install("bwrap", "bubblewrap");
            Debian.Install("python3", "python3");
        },
    },
    new("--end-to-end", "End to end: the real model", "tests/CotAssist.EndToEnd", "FullyQualifiedName~CotAssist.EndToEnd.Starter"),
    new("--network", "Network: no socket to anywhere", "tests/CotAssist.EndToEnd", "FullyQualifiedName~CotAssist.EndToEnd.Network")
    {
        Prepare = () =>
        {
            Debian.Install("strace", "strace");
            Setup.Build("tests/CotAssist.Tests");
        },
    },
    new("--editor", "Editor: the extension in VS Code", "tests/CotAssist.EndToEnd", "FullyQualifiedName~CotAssist.EndToEnd.Editor")
    {
        Prepare = () =>
        {
            Debian.Install("chromium", "chromium", "fonts-dejavu-core");
            CodeServer.Install();
            if (new Command("dotnet", "run", Repository.PathOf("build/package.cs"), "--", "linux-x64").Run() != 0)
                throw new BuildException("The extension could not be packed.");
        },
    },
    new("--training", "Training: a small model from the beginning", "tests/CotAssist.EndToEnd", "FullyQualifiedName~CotAssist.EndToEnd.Training")
    {
        Prepare = () => Debian.InstallPythonModule("torch", "python3-torch", "libopenblas0-pthread"), // with the reference BLAS it takes an hour
    },
];

return Entry.Run(() =>
{
    var unknown = args.FirstOrDefault(option => option != "--all" && suites.All(suite => suite.Option != option));
    if (unknown is not null)
        throw new BuildException($"There is no option {unknown}: choose from {string.Join(", ", suites.Select(suite => suite.Option))} and --all.");
    var chosen = args.Contains("--all") ? suites : args.Length == 0 ? suites[..1] : suites.Where(suite => args.Contains(suite.Option));

    var (passed, failed) = (0, 0);
    foreach (var suite in chosen)
    {
        try
        {
            var result = suite.Run();
            passed += result.Passed;
            failed += result.Failed;
        }
        catch (BuildException exception)
        {
            Console.Error.WriteLine(exception.Message);
            failed++;
        }
    }
    Console.WriteLine();
    Console.WriteLine($"{passed} passed, {failed} failed");
    // A run without a single test is a mistake, not a success.
    return failed == 0 && passed > 0 ? 0 : 1;
});
