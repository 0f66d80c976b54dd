using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CotAssist.Inference;

namespace CotAssist.Server.Commands;

/// <summary><c>cotassist doctor</c>: is everything there, and how fast is it on this machine.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Model folder (default: the bundled starter)" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text" };
        var command = new Command("doctor", "Check libraries, model and device, and measure the speed") { model, json };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(() =>
        {
            var report = new JsonObject
            {
                ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}",
                ["cores"] = Environment.ProcessorCount,
                ["onnxRuntime"] = OnnxRuntimeVersion.Current,
                ["device"] = "CPU",
            };
            using (var assistant = Failures.OpenModel(parsed.GetValue(model)))
            {
                report["model"] = $"{assistant.Manifest.Name} ({assistant.Manifest.Architecture.Parameters / 1e6:F1} M parameters, {assistant.Manifest.WeightBits} bits, context {assistant.Manifest.ContextLength})";
                report["languages"] = string.Join(", ", assistant.Manifest.Languages);
                var (prefill, decode) = Measure(assistant.Generator, cancellation);
                report["prefillTokensPerSecond"] = Math.Round(prefill);
                report["decodeTokensPerSecond"] = Math.Round(decode);
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(report.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            }
            else
            {
                foreach (var (name, value) in report)
                {
                    Console.WriteLine($"{name,-24}{value}");
                }

                Console.WriteLine("Everything is there.");
            }

            return 0;
        }));
        return command;
    }

    /// <summary>Medians of five: a prefill of half the context (512 tokens at most), then 64 tokens one by one.</summary>
    private static (double Prefill, double Decode) Measure(Generator generator, CancellationToken cancellation)
    {
        var length = Math.Min(512, generator.Model.ContextLength / 2);
        var rates = Enumerable.Range(0, 6).Select(run =>
        {
            // Another first token each time, so that nothing is reused.
            var prompt = Enumerable.Range(0, length).Select(i => 40 + ((i * 7) + run) % 200);
            var request = new GenerationRequest { Prompt = [.. prompt], MaxTokens = 64 };
            foreach (var _ in generator.Generate(request, cancellation))
            {
            }

            var end = generator.End!;
            return (Prefill: length / end.Prefill.TotalSeconds, Decode: end.GeneratedTokens / end.Decode.TotalSeconds);
        }).Skip(1).ToList();
        return (Median(rates.Select(rate => rate.Prefill)), Median(rates.Select(rate => rate.Decode)));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(2);
}
