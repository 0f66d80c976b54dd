using System.Globalization;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Tests.Models;
using Spectre.Console;

namespace CotAssist.Benchmarks;

/// <summary>
/// Prefill and decode of the product's own loop, tokens per second: of a model folder (the starter when none is given), and of
/// a 30M shape with random weights in 4 bits. Rounds alternate between the models, so that a busy machine hurts all alike.
/// </summary>
internal static class Throughput
{
    private const int Rounds = 7, PromptTokens = 512, WarmTokens = 24, DecodedTokens = 128;

    private static readonly ModelArchitecture Shape30M = new(8, 512, 8, 4, 64, 1536, 16384, 1_000_000, 1e-6, true);

    public static int Run(string[] options)
    {
        var scratch = Directory.CreateTempSubdirectory("cotassist-bench-");
        var contestants = new List<Contestant>();
        try
        {
            var folder = options is [var given] ? given : Path.Combine(AppContext.BaseDirectory, "models", "starter");
            if (options.Length > 0 || File.Exists(Path.Combine(folder, "manifest.json")))
            {
                contestants.Add(new(ModelFolder.Open(folder)));
            }

            var checkpoint = Path.Combine(scratch.FullName, "checkpoint");
            RandomCheckpoint.Write(checkpoint, Shape30M, seed: 1, maxPositions: 2048);
            foreach (var blockSize in (int[])[32, 128])
            {
                var target = Path.Combine(scratch.FullName, $"30M random, int4 block {blockSize}");
                contestants.Add(new(CheckpointImporter.Import(checkpoint, target, weightBits: 4, blockSize, progress: null, CancellationToken.None)));
            }

            // The first round takes pages from disk and compiles this program; it is not counted.
            contestants.ForEach(contestant => contestant.RunRound(seed: 0));
            contestants.ForEach(contestant => contestant.Forget());
            for (var round = 1; round <= Rounds; round++)
            {
                contestants.ForEach(contestant => contestant.RunRound(round));
            }

            var table = new Table().Title($"Tokens per second, median (lowest to highest) of {Rounds} alternating rounds")
                .AddColumns("model", "prefill of", "prefill", "decode at", "decode");
            contestants.ForEach(contestant => contestant.AddTo(table));
            AnsiConsole.Write(table);
            AnsiConsole.WriteLine($"ONNX Runtime {OnnxRuntimeVersion.Current}, {OnnxModelOptions.Default.Threads} threads, spinning");
            AnsiConsole.WriteLine(Machine.Describe());
            return 0;
        }
        finally
        {
            contestants.ForEach(contestant => contestant.Dispose());
            scratch.Delete(recursive: true);
        }
    }

    private sealed class Contestant : IDisposable
    {
        private readonly string name;
        private readonly OnnxModel model;
        private readonly Generator generator;
        private readonly int promptTokens;
        private readonly List<double> prefill = [];
        private readonly List<double> decode = [];

        public Contestant(ModelFolder folder)
        {
            name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.Path));
            model = folder.LoadModel(OnnxModelOptions.Default);
            generator = new Generator(model, folder.LoadTokenizer());
            promptTokens = Math.Min(PromptTokens, model.ContextLength - WarmTokens - DecodedTokens);
        }

        public void Dispose() => model.Dispose();

        public void Forget()
        {
            prefill.Clear();
            decode.Clear();
        }

        public void RunRound(int seed)
        {
            // Another first token each time: nothing comes out of the KV cache.
            var random = new Random(seed);
            int[] prompt = [seed, .. Enumerable.Range(1, promptTokens - 1).Select(_ => random.Next(model.VocabularySize))];
            var generated = Continue(prompt, WarmTokens);
            prefill.Add(promptTokens / generator.End!.Prefill.TotalSeconds);

            // The cached tokens are reused, so this is decode alone but for the last of them.
            Continue([.. prompt, .. generated], DecodedTokens);
            decode.Add(generator.End!.GeneratedTokens / generator.End.Decode.TotalSeconds);
        }

        public void AddTo(Table table) =>
            table.AddRow(name, Number(promptTokens), Spread(prefill), Number(promptTokens + WarmTokens), Spread(decode));

        private List<int> Continue(int[] prompt, int tokens) =>
            [.. generator.Generate(new() { Prompt = [.. prompt], MaxTokens = tokens }, CancellationToken.None).Select(token => token.Id)];

        private static string Spread(List<double> values)
        {
            var ordered = values.Order().ToList();
            return $"{Number(ordered[ordered.Count / 2])} ({Number(ordered[0])} to {Number(ordered[^1])})";
        }

        private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
    }
}
