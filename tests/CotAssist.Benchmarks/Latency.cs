using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CotAssist.EndToEnd;
using Spectre.Console;

namespace CotAssist.Benchmarks;

/// <summary>
/// How long a developer waits: from a request to the complete plan, and from the next to the complete code, through a spawned
/// language server with the bundled model. The first round, which loads the model and compiles the server, is shown apart.
/// </summary>
internal static class Latency
{
    private const int DefaultRuns = 50;

    public static async Task<int> RunAsync(string[] options)
    {
        var runs = options is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : DefaultRuns;
        var plans = new List<double>();
        var codes = new List<double>();
        await using var server = await LanguageServerProcess.StartAsync(["dotnet", Path.Combine(AppContext.BaseDirectory, "cotassist.dll"), "lsp"], new JsonObject());

        var (firstPlan, firstCode) = await MeasureAsync(server, 0);
        for (var run = 1; plans.Count < runs; run++)
        {
            var (plan, code) = await MeasureAsync(server, run);
            plans.Add(plan);
            codes.Add(code);
        }

        var table = new Table().Title($"Latency with the starter, milliseconds, {runs} runs over {Examples.Comments.Length} comments")
            .AddColumns("request to", "median", "p90", "first (cold)");
        table.AddRow("complete plan", Milliseconds(Quantile(plans, 0.5)), Milliseconds(Quantile(plans, 0.9)), Milliseconds(firstPlan));
        table.AddRow("complete code", Milliseconds(Quantile(codes, 0.5)), Milliseconds(Quantile(codes, 0.9)), Milliseconds(firstCode));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(Machine.Describe());
        return 0;
    }

    /// <returns>Milliseconds to the plan, and from the taken plan to the code.</returns>
    private static async Task<(double Plan, double Code)> MeasureAsync(LanguageServerProcess server, int run)
    {
        var (comment, header) = Examples.Comments[run % Examples.Comments.Length];
        var session = new EditingSession(server, $"file:///bench/Example{run}.cs");
        var (text, caret) = Examples.FileWithEmptyBody(header);
        await session.OpenAsync(text.Insert(caret, comment));
        session.MoveTo(caret + comment.Length);

        var clock = Stopwatch.StartNew();
        var plan = await session.AskAsync() ?? throw new InvalidOperationException($"No plan for \"{comment}\".");
        var planTime = clock.Elapsed.TotalMilliseconds;

        await session.TakeAsync(plan);
        clock.Restart();
        _ = await session.AskAsync() ?? throw new InvalidOperationException($"No code for \"{comment}\".");
        var codeTime = clock.Elapsed.TotalMilliseconds;

        await session.CloseAsync();
        return (planTime, codeTime);
    }

    private static double Quantile(List<double> values, double quantile) => values.Order().ElementAt((int)(quantile * (values.Count - 1)));

    private static string Milliseconds(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
