using System.Text.Json.Nodes;
using CotAssist.Evaluation;
using CotAssist.Evaluation.Arms;
using CotAssist.Evaluation.Reports;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Tests.Evaluation.Sandboxed;

/// <summary>Whole runs with a scripted model: lines, interruption, resumption.</summary>
public sealed class RunnerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly Suite Own = OwnSuites.Read("cotbench");

    private static readonly EvaluationOptions Options = new([ArmList.Create("no-plan", null)], Samples: 1, Temperature: 0, TopP: 1, Seed: 1);

    private static readonly RunDescription Description = new()
    {
        Suite = "own", SuiteHash = "s", Model = "scripted", ModelHash = new string('0', 64), Samples = 1, Temperature = 0, TopP = 1, Seed = 1, Version = "1",
    };

    [Fact]
    public async Task Every_try_is_one_line_and_the_same_seed_gives_the_same_lines()
    {
        var first = await RunAsync();
        var second = await RunAsync();
        Assert.Equal(["own-1 Passed", "own-2 TestFailed"], first.Select(record => $"{record.Task} {record.Verdict}"));
        Assert.Equal(first.Select(WithoutTimes), second.Select(WithoutTimes));
        Assert.All(first, record => Assert.True(record is { Prompts.Length: 1, CodeMeanLogProbability: not null, IntentPerplexity: not null } && record.Code.Length > 0));
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_keeps_what_is_done_and_goes_on_from_there()
    {
        using var folder = new Models.TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var model = Model();
        using (var run = RunFolder.Open(folder.Path, Description, resume: false))
        {
            var progress = new Stop(stop);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new EvaluationRunner(sandbox.Judge, model.UnderTest).RunAsync("own", [.. Own.Tasks, .. Own.Tasks.Select(task => task with { Id = task.Id + "-again" })], Options, run, progress, stop.Token));
            Assert.Equal("own-1", run.Tries[0].Task);
        }

        var done = RunFolder.ReadTries(folder.Path).Length;
        Assert.InRange(done, 1, 3);
        using (var run = RunFolder.Open(folder.Path, Description, resume: true))
            await new EvaluationRunner(sandbox.Judge, model.UnderTest).RunAsync("own", Own.Tasks, Options, run, null, default);
        Assert.Equal(["own-1", "own-2"], RunFolder.ReadTries(folder.Path).Select(record => record.Task).Distinct().Order().Take(2));
    }

    [Fact]
    public async Task A_comment_outside_of_the_domain_is_passed_by_refusing_it()
    {
        var tasks = OwnSuites.Read("refusal").Tasks;
        var plan = new CotAssist.Synthesis.Plan(["turn the cube"]);
        var model = new ScriptedTask().Says(tasks[0], "", plan: CotAssist.Synthesis.Plan.OutOfDomain).Says(tasks[1], "return;", following: plan, plan: plan.ToString());
        using var folder = new Models.TemporaryFolder();
        using var run = RunFolder.Open(folder.Path, Description, resume: false);

        await new EvaluationRunner(sandbox.Judge, model.UnderTest).RunAsync("own", tasks, Options with { Arms = [ArmList.Create("own-plan", null)] }, run, null, default);

        Assert.Equal(["refuse-1 Passed True", "refuse-2 TestFailed False"], run.Tries.Select(record => $"{record.Task} {record.Verdict} {record.OutOfDomain}"));
        Assert.Contains("own-plan: 50.0 % of the comments were said to be outside of the model's domain", Summary.ToMarkdown(Description, run.Tries));
    }

    [Fact]
    public async Task References_that_do_not_pass_are_named()
    {
        var tasks = Own.Tasks.SetItem(0, Own.Tasks[0] with { ReferenceCode = "return 1;" });
        var failures = await ReferenceCheck.RunAsync(sandbox.Judge, tasks, parallelism: 2, progress: null, default);
        Assert.Equal("own-1", Assert.Single(failures).Key);
    }

    [Fact]
    public void Seeds_differ_by_task_and_sample_but_not_by_arm_or_machine()
    {
        Assert.Equal(EvaluationRunner.SeedOf(1, "t", 0), EvaluationRunner.SeedOf(1, "t", 0));
        Assert.Equal(4, new[] { EvaluationRunner.SeedOf(1, "t", 0), EvaluationRunner.SeedOf(1, "t", 1), EvaluationRunner.SeedOf(1, "u", 0), EvaluationRunner.SeedOf(2, "t", 0) }.Distinct().Count());
    }

    private static ScriptedTask Model() =>
        new ScriptedTask().Says(Own.Tasks[0], "return 2 * value;").Says(Own.Tasks[1], "return titles.Sum(title => title.Length);");

    private async Task<List<TryRecord>> RunAsync()
    {
        using var folder = new Models.TemporaryFolder();
        using var run = RunFolder.Open(folder.Path, Description, resume: false);
        await new EvaluationRunner(sandbox.Judge, Model().UnderTest).RunAsync("own", Own.Tasks, Options, run, null, default);
        return run.Tries;
    }

    private static string WithoutTimes(TryRecord record)
    {
        var line = JsonNode.Parse(record.ToJson())!.AsObject();
        line.Remove("times");
        return line.ToJsonString();
    }

    /// <summary>Presses Ctrl-C after the first try.</summary>
    private sealed class Stop(CancellationTokenSource source) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => source.Cancel();
    }
}
