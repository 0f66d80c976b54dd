// The benchmarks, by name; "dotnet run build/bench.cs" runs them all. Each prints one table and its conditions.
using CotAssist.Benchmarks;

return args switch
{
    ["latency", .. var options] => await Latency.RunAsync(options),
    ["inference", .. var options] => Throughput.Run(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Name a benchmark: latency [RUNS], inference [MODEL_FOLDER].");
    return 1;
}
