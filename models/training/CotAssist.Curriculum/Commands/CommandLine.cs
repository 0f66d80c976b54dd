using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Output;
using CotAssist.Inference;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Commands;

/// <summary>The curriculum's commands. Run from the repository's root, or name the folders.</summary>
internal static class CommandLine
{
    private static readonly Option<string[]> Primitives = new("--primitives") { Description = "Folders or files of primitives.", DefaultValueFactory = _ => ["models/training/primitives"], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> WordsFolder = new("--words") { Description = "Folder of names, guards and comments outside the domain.", DefaultValueFactory = _ => "models/training/words" };
    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Count = new("--count") { DefaultValueFactory = _ => 20 };
    private static readonly Option<string> Out = new("--out") { Description = "File to write.", Required = true };
    private static readonly Option<Split> SplitOption = new("--split") { Description = "train, held-wordings or held-compositions.", CustomParser = r => Enum.Parse<Split>(r.Tokens[0].Value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) };

    public static int Run(string[] args)
    {
        var root = new RootCommand("Makes the starter model's curriculum.") { Check(), Generate(), Show(), TrainTokenizer() };
        return root.Parse(args).Invoke();
    }

    private static Command Check()
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
        var command = new Command("check", "Compiles and tests primitives and compares their variants.") { files };
        command.SetAction(parse =>
        {
            var problems = PrimitiveChecker.Check(FilesIn(parse.GetValue(files) is { Length: > 0 } given ? given : ["models/training/primitives"]), out var entries, out var compared);
            foreach (var problem in problems)
            {
                Console.WriteLine(problem);
            }

            Console.WriteLine($"{entries} entries, {compared} compared on generated inputs, {problems.Length} problems");
            return problems.IsEmpty ? 0 : 1;
        });
        return command;
    }

    private static Command Generate()
    {
        var tokenizer = new Option<string>("--tokenizer") { DefaultValueFactory = _ => "models/training/tokenizer.json" };
        var report = new Option<bool>("--examples") { Description = "Show samples that were dropped." };
        var command = new Command("generate", "Writes samples as a token file for the trainer.") { Primitives, WordsFolder, Seed, Count, Out, SplitOption, tokenizer, report };
        command.SetAction(parse =>
        {
            var material = Load(parse);
            var source = new SampleSource(material, parse.GetValue(Seed), parse.GetValue(SplitOption));
            var encoder = new SampleEncoder(Tokenizer.Load(parse.GetValue(tokenizer)!));
            var watch = Stopwatch.StartNew();
            var modes = new int[Enum.GetValues<SampleMode>().Length];
            var samples = new List<EncodedSample>();
            foreach (var sample in source.Select(parse.GetValue(Count), (sample, text) => encoder.Encode(text, sample.Mode)))
            {
                modes[(int)sample.Mode]++;
                samples.Add(sample);
                if (samples.Count % 10_000 == 0)
                {
                    Console.Error.WriteLine($"{samples.Count} samples, {samples.Count / watch.Elapsed.TotalSeconds:F0} a second");
                }
            }

            TokenFile.Write(parse.GetValue(Out)!, samples);
            var tokens = samples.Sum(s => (long)s.Ids.Length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{samples.Count} samples, {tokens} tokens ({samples.Sum(s => (long)s.Ids.Length - s.PromptLength)} with loss), {samples.Count / watch.Elapsed.TotalSeconds:F0} samples a second"));
            Console.WriteLine(string.Join(", ", Enum.GetValues<SampleMode>().Select(m => $"{m} {modes[(int)m]}")));
            source.Yield.Report(Console.Error, parse.GetValue(report));
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var report = new Option<bool>("--examples") { Description = "Show samples that were dropped." };
        var command = new Command("show", "Prints samples for eyes.") { Primitives, WordsFolder, Seed, Count, SplitOption, report };
        command.SetAction(parse =>
        {
            var source = new SampleSource(Load(parse), parse.GetValue(Seed), parse.GetValue(SplitOption));
            foreach (var (sample, text) in source.Take(parse.GetValue(Count)))
            {
                Console.WriteLine($"======== {sample.Number} {sample.Mode} {sample.Shape} {string.Join(" + ", sample.Entries)}");
                Console.WriteLine(string.Concat(text.Prompt.Select(Readable)));
                Console.WriteLine("-------- " + string.Concat(text.Completion.Select(Readable)));
            }

            source.Yield.Report(Console.Error, parse.GetValue(report));
            return 0;

            static string Readable(PromptPart part) => part.IsMarker ? part.Text.StartsWith("<|step-", StringComparison.Ordinal) ? part.Text : "\n" + part.Text + " " : part.Text;
        });
        return command;
    }

    private static Command TrainTokenizer()
    {
        var size = new Option<int>("--vocabulary") { DefaultValueFactory = _ => 6144 };
        var command = new Command("tokenizer", "Trains the vocabulary on samples.") { Primitives, WordsFolder, Seed, Count, Out, size };
        command.SetAction(parse =>
        {
            var source = new SampleSource(Load(parse), parse.GetValue(Seed), Split.Train);
            var texts = source.Take(parse.GetValue(Count)).SelectMany(s => (IEnumerable<PromptPart>)[.. s.Text.Prompt, .. s.Text.Completion]).Where(p => !p.IsMarker).Select(p => p.Text);
            File.WriteAllBytes(parse.GetValue(Out)!, TokenizerTrainer.Train(texts, parse.GetValue(size), Markers.All));
            source.Yield.Report(Console.Error, false);
            return 0;
        });
        return command;
    }

    private static Material Load(ParseResult parse)
    {
        var material = new Material(FilesIn(parse.GetValue(Primitives)!), parse.GetValue(WordsFolder)!);
        foreach (var problem in material.Problems)
        {
            Console.Error.WriteLine(problem);
        }

        Console.Error.WriteLine($"{material.Templates.Length} primitives, {material.Composable.Length} of them composable, {material.Templates.Sum(t => t.Primitive.Wordings.Length)} wordings");
        return material;
    }

    private static List<string> FilesIn(IEnumerable<string> paths) =>
        [.. paths.SelectMany(IEnumerable<string> (p) => Directory.Exists(p) ? Directory.EnumerateFiles(p, "*.txt").Order(StringComparer.Ordinal) : [p])];
}
