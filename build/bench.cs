#:property PublishAot=false
#:project shared/CotAssist.Build.csproj

// Measures on this machine; every figure in the documentation comes from here:
//   dotnet run build/bench.cs                   all
//   dotnet run build/bench.cs -- latency        from a request to the complete plan and the complete code, with the starter
//   dotnet run build/bench.cs -- inference      prefill and decode, tokens per second
// What follows a name is handed to it ("latency --runs 10").
using CotAssist.Build;

const string Project = "tests/CotAssist.Benchmarks";

return Entry.Run(() =>
{
    Console.WriteLine("Setting up the benchmarks");
    Setup.Build(Project);
    string[][] chosen = args.Length > 0 ? [args] : [["latency"], ["inference"]];
    var failed = 0;
    foreach (var benchmark in chosen)
    {
        Console.WriteLine();
        failed |= new Command("dotnet", [Repository.PathOf($"{Project}/bin/Release/net10.0/CotAssist.Benchmarks.dll"), .. benchmark]).Run();
    }
    return failed;
});
