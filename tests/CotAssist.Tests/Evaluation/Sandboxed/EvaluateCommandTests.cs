using System.Text.Json.Nodes;
using CotAssist.Evaluation.Reports;
using CotAssist.Models;
using CotAssist.Server.Commands;
using CotAssist.Tests.Models;

namespace CotAssist.Tests.Evaluation.Sandboxed;

/// <summary>The command from its words to its files, with a real (random) model run by ONNX Runtime.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public EvaluateCommandTests()
    {
        RandomCheckpoint.Write(folder["checkpoint"], Shapes.Tiny, seed: 1, maxPositions: 4096);
        CheckpointImporter.Import(folder["checkpoint"], folder["model"], weightBits: 32, blockSize: 32, progress: null, CancellationToken.None);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_words_give_the_same_lines_and_a_resumed_run_adds_only_what_is_missing()
    {
        var whole = await EvalAsync("whole", "--limit", "5");
        await EvalAsync("parts", "--limit", "2");
        var parts = await EvalAsync("parts", "--limit", "5", "--resume");

        // Five tasks, each with three arms, and turns where a task has them.
        Assert.Equal(["no-plan", "own-plan", "reference-plan"], whole.Where(record => record.Task == whole[0].Task && record.Arm != "turns").Select(record => record.Arm));
        Assert.Equal(whole.Select(WithoutTimes), parts.Select(WithoutTimes));
        Assert.Contains("| no-plan ", File.ReadAllText(Path.Combine(folder["parts"], "summary.md")));
    }

    [Fact]
    public async Task Samples_with_a_temperature_are_repeatable_and_differ_from_each_other()
    {
        var first = await EvalAsync("first", "--limit", "2", "--arms", "no-plan", "--samples", "3", "--temperature", "0.8");
        var second = await EvalAsync("second", "--limit", "2", "--arms", "no-plan", "--samples", "3", "--temperature", "0.8");
        Assert.Equal(6, first.Count);
        Assert.Equal(first.Select(WithoutTimes), second.Select(WithoutTimes));
        Assert.True(first.Select(record => record.Code).Distinct().Count() > 2);
    }

    [Theory]
    [InlineData("--suite", "nowhere")]
    [InlineData("--arms", "best")]
    [InlineData("--ids", "nothing")]
    [InlineData("--samples", "2")] // greedy tries are all the same
    [InlineData("--suite", "humaneval")] // Python, which the manifest does not name
    public async Task What_cannot_be_done_is_refused(string option, string value)
    {
        if (value == "humaneval")
            value = OwnSuites.PathOf("humaneval.jsonl");
        Assert.NotEqual(0, await EvaluateCommand.Create().Parse([option, value, "--model", folder["model"], "--out", folder["refused"]]).InvokeAsync());
        Assert.False(Directory.Exists(folder["refused"]));
    }

    private async Task<List<TryRecord>> EvalAsync(string name, params string[] options)
    {
        string[] arms = options.Contains("--arms") ? [] : ["--arms", "no-plan,own-plan,reference-plan,turns"];
        Assert.Equal(0, await EvaluateCommand.Create().Parse(["--model", folder["model"], "--out", folder[name], .. arms, .. options]).InvokeAsync());
        return [.. RunFolder.ReadTries(folder[name])];
    }

    private static string WithoutTimes(TryRecord record)
    {
        var line = JsonNode.Parse(record.ToJson())!.AsObject();
        line.Remove("times");
        return line.ToJsonString();
    }
}
