#:property PublishAot=false
#:project shared/CotAssist.Build.csproj

// Sets everything up, then shows comments in real C# files becoming plans and code:
//   dotnet run build/demo.cs                  three examples of this repository
//   dotnet run build/demo.cs -- FILE:LINE     a comment of yours
// It knows no model and no prompt: the showing is "cotassist write".
using CotAssist.Build;

return Entry.Run(() =>
{
    string[] examples = args.Length > 0 ? args :
    [
        Repository.PathOf("tests/fixtures/demo/Words.cs:11"),
        Repository.PathOf("tests/fixtures/demo/Numbers.cs:17"),
        Repository.PathOf("tests/fixtures/demo/Numbers.cs:5"),
    ];

    Console.WriteLine("Setting up CotAssist (the first time takes a minute or two)");
    Setup.Build("server/CotAssist.Server");

    foreach (var example in examples)
    {
        Console.WriteLine();
        if (Setup.Server("write", example).Run() is not 0 and var exitCode)
            return exitCode;
    }

    Console.WriteLine();
    Console.WriteLine("""
        No file was changed, and nothing left this machine. What to do next:
          dotnet run build/demo.cs -- FILE:LINE    a comment in a C# file of yours
          dotnet run build/package.cs              the VS Code extension, for use while you type
          dotnet run build/test.cs                 the tests
        """);
    return 0;
});
