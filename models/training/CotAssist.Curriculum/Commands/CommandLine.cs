using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Output;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Procedures;
using CotAssist.Curriculum.Queries;
using CotAssist.Curriculum.Running;
using CotAssist.Inference;
using CotAssist.Synthesis;
using static CotAssist.Curriculum.Commands.MaterialOptions;

namespace CotAssist.Curriculum.Commands;

/// <summary>The curriculum's commands. Run from the repository's root, or name the folders.</summary>
internal static class CommandLine
{
    private static readonly Option<int> Count = new("--count") { DefaultValueFactory = _ => 20 };
    private static readonly Option<string> Out = new("--out") { Description = "File to write.", Required = true };

    public static int Run(string[] args)
    {
        var root = new RootCommand("Makes the starter model's curriculum.") { Check(), Generate(), Show(), TrainTokenizer(), HeldCommand("held", false), HeldCommand("multiturn", true), RunCommand(), SimilarityCommand() };
        return root.Parse(args).Invoke();
    }

    private static Command Check()
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => Written };
        var command = new Command("check", "Compiles and tests primitives and compares their variants.") { files }.WithDrawn();
        command.SetAction(parse =>
        {
            var problems = PrimitiveChecker.Check(FilesIn(parse.GetValue(files)!), out var entries, out var compared);
            var (queries, procedures, unread) = Draw(parse, held: false);
            problems = [.. problems, .. unread, .. PrimitiveChecker.CheckDrawn(queries, out var comparedQueries), .. PrimitiveChecker.CheckDrawn(procedures, out var comparedProcedures)];
            foreach (var problem in problems)
            {
                Console.WriteLine(problem);
            }

            Console.WriteLine($"{entries} entries, {compared} compared on generated inputs; {queries.Length} queries, {comparedQueries} compared; {procedures.Length} procedures, {comparedProcedures} compared; {problems.Length} problems");
            return problems.IsEmpty ? 0 : 1;
        });
        return command;
    }

    private static Command Generate()
    {
        var tokenizer = new Option<string>("--tokenizer") { DefaultValueFactory = _ => "models/training/tokenizer.json" };
        var report = new Option<bool>("--examples") { Description = "Show samples that were dropped." };
        var against = new Option<string[]>("--against") { Description = "Folders of evaluation texts; samples whose comment comes near one are left out.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var bind = new Option<double>("--bind") { Description = "Percentage of samples to compile; all are parsed.", DefaultValueFactory = _ => 100 };
        var codeOnly = new Option<bool>("--code-only") { Description = "No plans: samples for a control model." };
        var command = new Command("generate", "Writes samples as a token file for the trainer.") { Count, Out, SplitOption, tokenizer, report, against, bind, codeOnly }.WithMaterial();
        command.SetAction(parse =>
        {
            var material = Load(parse);
            var similarity = new Similarity();
            foreach (var folder in parse.GetValue(against)!)
            {
                similarity.AddFolder(folder);
            }

            var source = new SampleSource(material, parse.GetValue(Seed), parse.GetValue(SplitOption), parse.GetValue(bind), parse.GetValue(codeOnly), sample => similarity.Nearest(sample.Comment, "")?.Name);
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
        var command = new Command("show", "Prints samples for eyes.") { Count, SplitOption, report }.WithMaterial();
        command.SetAction(parse =>
        {
            var source = new SampleSource(Load(parse), parse.GetValue(Seed), parse.GetValue(SplitOption));
            foreach (var (sample, text) in source.Take(parse.GetValue(Count)))
            {
                Console.WriteLine($"======== {sample.Number} {sample.Mode}{(sample.Traced ? " traced" : "")} {sample.Shape} {string.Join(" + ", sample.Entries)}");
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
        var command = new Command("tokenizer", "Trains the vocabulary on samples.") { Count, Out, size }.WithMaterial();
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

    private static Command HeldCommand(string name, bool turns)
    {
        var command = new Command(name, turns ? "Writes tasks of three to seven turns over compositions that training never shows." : "Writes tasks over what training never shows (--split).") { Count, Out, SplitOption }.WithMaterial();
        command.SetAction(parse =>
        {
            if (parse.GetValue(SplitOption) == Split.HeldOutOfDomain)
            {
                var refusals = HeldTasks.OutOfDomain(Load(parse), parse.GetValue(Seed), parse.GetValue(Count)).ToList();
                File.WriteAllLines(parse.GetValue(Out)!, refusals.Select(t => t.ToJson()));
                Console.WriteLine($"{refusals.Count} comments to refuse");
                return 0;
            }

            var tasks = new HeldTasks(Load(parse), parse.GetValue(Seed), turns ? Split.HeldCompositions : parse.GetValue(SplitOption)).Take(parse.GetValue(Count), turns).ToList();
            File.WriteAllLines(parse.GetValue(Out)!, tasks.Select(t => t.ToJson()));
            Console.WriteLine($"{tasks.Count} tasks: {string.Join(", ", tasks.GroupBy(t => t.Tier).OrderBy(g => g.Key).Select(g => $"tier {g.Key} {g.Count()}"))}");
            return 0;
        });
        return command;
    }

    private static Command RunCommand()
    {
        var command = new Command("run", "Runs the code of samples on generated inputs against the composition of their entries' first variants.") { Count, SplitOption }.WithMaterial();
        command.SetAction(parse =>
        {
            var source = new SampleSource(Load(parse), parse.GetValue(Seed), parse.GetValue(SplitOption));
            int ran = 0, total = 0, wrong = 0;
            foreach (var batch in source.Take(parse.GetValue(Count)).Where(s => s.Sample.Solution is not null && s.Sample.Mode != SampleMode.Turn).Select(s => s.Sample).Chunk(500))
            {
                var outcomes = SolutionRunner.Run([.. batch.Select(s => s.Solution!)]);
                for (var i = 0; i < batch.Length; i++)
                {
                    total++;
                    ran += outcomes[i] is null ? 0 : 1;
                    if (outcomes[i]?.Mismatch is { } mismatch)
                    {
                        wrong++;
                        Console.WriteLine($"{string.Join(" + ", batch[i].Entries)}: {mismatch}\n{batch[i].Finished}");
                    }
                }
            }

            Console.WriteLine($"{total} samples, {ran} run on generated inputs, {wrong} differ from their reference");
            return wrong == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command SimilarityCommand()
    {
        var against = new Option<string[]>("--against") { Description = "Folders of evaluation texts.", Required = true, AllowMultipleArgumentsPerToken = true };
        var command = new Command("similarity", "Reports samples and wordings that come near evaluation texts.") { Count, against }.WithMaterial();
        command.SetAction(parse =>
        {
            var similarity = new Similarity();
            foreach (var folder in parse.GetValue(against)!)
            {
                similarity.AddFolder(folder);
            }

            var material = Load(parse);
            var near = 0;
            foreach (var template in material.Templates)
            {
                foreach (var wording in template.Primitive.Wordings)
                {
                    if (similarity.Nearest(wording.Text, "") is var (name, shared))
                    {
                        near++;
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{wording.File}:{wording.Line}: shares {shared:P0} of its 5-grams with {name}"));
                    }
                }

                foreach (var variant in template.Primitive.Variants)
                {
                    if (similarity.Nearest("", variant.Text) is var (name, shared))
                    {
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{template.Primitive.File}:{variant.Line}: code shares {shared:P0} of its 8-grams with {name}"));
                    }
                }
            }

            int comments = 0, codes = 0, total = 0;
            foreach (var (sample, _) in new SampleSource(material, parse.GetValue(Seed), Split.Train).Take(parse.GetValue(Count)))
            {
                total++;
                comments += similarity.Nearest(sample.Comment, "") is null ? 0 : 1;
                codes += similarity.Nearest("", Code.WithoutMarks(sample.Code)) is null ? 0 : 1;
            }

            Console.WriteLine($"{similarity.Count} evaluation texts; {near} wordings near one; of {total} samples {comments} comments and {codes} codes near one");
            return 0;
        });
        return command;
    }
}
