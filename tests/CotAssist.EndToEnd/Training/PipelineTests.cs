using System.Text.Json;

namespace CotAssist.EndToEnd.Training;

/// <summary>
/// models/training/README.md, step by step, with a tiny shape and a few hundred samples: vocabulary, samples, training in two
/// slices, a warm start, export, import, generation. What comes out is no good model; every step must do its work.
/// </summary>
public sealed class PipelineTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const int Vocabulary = 1024;

    /// <summary>A model that knows nothing has ln 1024 = 6.9.</summary>
    private const double LearnedSomething = 4;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Teacher_material_becomes_a_model_that_writes()
    {
        string tokenizer = folder.PathOf("tokenizer.json"), train = folder.PathOf("train.bin"), held = folder.PathOf("held.bin"), run = folder.PathOf("run");
        Curriculum("tokenizer", "--seed", "1", "--count", "600", "--vocabulary", $"{Vocabulary}", "--out", tokenizer);
        Curriculum("generate", "--seed", "1", "--count", "800", "--tokenizer", tokenizer, "--out", train);
        Curriculum("generate", "--seed", "2", "--count", "100", "--split", "held-wordings", "--tokenizer", tokenizer, "--out", held);

        string[] training = ["--data", train, "--held", held, "--shape", "tiny", "--vocabulary", $"{Vocabulary}", "--minutes", "1"];
        Trainer([.. training, "--slice", "0.5", "--out", run]);
        var interrupted = Saved(run);
        Trainer([.. training, "--out", run]);
        var finished = Saved(run);
        Assert.True(finished.Tokens > interrupted.Tokens, "The second slice went on where the first stopped.");
        Assert.InRange(finished.HeldLoss, 0, LearnedSomething);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(run, "loss.svg")));

        var warm = folder.PathOf("warm");
        Trainer([.. training, "--minutes", "0.1", "--workers", "2", "--start-from", Path.Combine(run, "model.pt"), "--out", warm]);
        Assert.InRange(Saved(warm).HeldLoss, 0, LearnedSomething); // in 6 seconds only with what the first run learned

        var grown = folder.PathOf("grown.pt");
        Run(Python, Repository.PathOf("models/training/grow.py"), Path.Combine(run, "model.pt"), grown);

        var written = LogProbabilityOfPlan(Path.Combine(run, "model.pt"), tokenizer, "model");
        Assert.True(written < 0, "A plan has a probability.");
        // Twice the layers, and the same function until it is trained.
        Assert.Equal(written, LogProbabilityOfPlan(grown, tokenizer, "grown"), 1e-3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        string first = folder.PathOf("first.bin"), second = folder.PathOf("second.bin");
        foreach (var path in (string[])[first, second])
            Curriculum("generate", "--seed", "5", "--count", "150", "--out", path);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    /// <summary>Exports and imports the weights and has the model write a plan; mean log-probability of what it wrote.</summary>
    private double LogProbabilityOfPlan(string weights, string tokenizer, string name)
    {
        string checkpoint = folder.PathOf(name + "-checkpoint"), model = folder.PathOf(name), source = folder.PathOf("Sums.cs");
        Run(Python, Repository.PathOf("models/training/export.py"), weights, tokenizer, checkpoint);
        Run("dotnet", Repository.ServerAssembly, "model", "import", checkpoint, "--out", model, "--bits", "8");
        File.WriteAllText(source, "static class Sums\n{\n    // the sum of the numbers\n    static int Sum(List<int> numbers)\n    {\n    }\n}\n");
        var (_, output) = Command.Run("dotnet", Repository.ServerAssembly, "plan", $"{source}:3", "--model", model, "--json");
        return JsonDocument.Parse(output).RootElement.GetProperty("meanLogProbability").GetDouble();
    }

    private static void Curriculum(params string[] arguments) =>
        Run("dotnet", ["run", "--project", Repository.PathOf("models/training/CotAssist.Curriculum"), "--configuration", "Release", "--", .. arguments,
            "--primitives", Repository.PathOf("models/training/primitives"), Repository.PathOf("models/training/tasks/collections-1.txt"), "--words", Repository.PathOf("models/training/words"),
            "--queries", Repository.PathOf("models/training/queries"), "--query-entries", "150",
            "--procedures", Repository.PathOf("models/training/procedures"), "--procedure-entries", "150",
            .. arguments[0] == "generate" && !arguments.Contains("--tokenizer") ? (string[])["--tokenizer", Repository.PathOf("models/training/tokenizer.json")] : []]);

    private static void Trainer(params string[] arguments) => Run(Python, [Repository.PathOf("models/training/train.py"), .. arguments]);

    private static void Run(string program, params string[] arguments)
    {
        var (exitCode, output) = Command.Run(program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}");
    }

    private static (long Tokens, double HeldLoss) Saved(string run)
    {
        var last = JsonDocument.Parse(File.ReadLines(Path.Combine(run, "log.jsonl")).Last()).RootElement;
        return (last.GetProperty("tokens").GetInt64(), last.GetProperty("held").GetDouble());
    }
}
