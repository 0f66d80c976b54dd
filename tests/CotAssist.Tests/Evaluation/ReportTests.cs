using CotAssist.Evaluation;
using CotAssist.Evaluation.Reports;

namespace CotAssist.Tests.Evaluation;

/// <summary>Runs on disk, their summaries and comparisons.</summary>
public sealed class ReportTests
{
    private static readonly RunDescription Run = new()
    {
        Suite = "own", SuiteHash = "s", Model = "scripted", ModelHash = new string('a', 64), Samples = 1, Temperature = 0, TopP = 1, Seed = 1, Version = "1",
    };

    [Fact]
    public void A_line_comes_back_as_it_was()
    {
        var record = Try("t1", "no-plan", VerdictKind.TestFailed) with { Plan = ["Ümläut \"quoted\"", "两步"], Code = "a < b && c > d", IntentPerplexity = 2.5 };
        var line = record.ToJson();
        Assert.DoesNotContain('\n', line);
        Assert.Contains("a < b && c > d", line); // readable as it stands
        Assert.Equal(line, TryRecord.FromJson(line).ToJson());
    }

    [Fact]
    public void A_run_is_gone_on_with_only_when_asked_and_only_as_the_same_run()
    {
        using var folder = new Models.TemporaryFolder();
        using (var run = RunFolder.Open(folder.Path, Run, resume: false))
            run.Add(Try("t1", "no-plan", VerdictKind.Passed));

        Assert.Contains("--resume", Assert.Throws<InvalidDataException>(() => RunFolder.Open(folder.Path, Run, resume: false)).Message);
        Assert.Contains("another suite, model", Assert.Throws<InvalidDataException>(() => RunFolder.Open(folder.Path, Run with { Seed = 2 }, resume: true)).Message);
        using var resumed = RunFolder.Open(folder.Path, Run, resume: true);
        Assert.Equal("t1", Assert.Single(resumed.Tries).Task);
    }

    [Fact]
    public void A_line_cut_in_the_middle_is_a_try_not_done()
    {
        using var folder = new Models.TemporaryFolder();
        using (var run = RunFolder.Open(folder.Path, Run, resume: false))
            run.Add(Try("t1", "no-plan", VerdictKind.Passed));
        File.AppendAllText(folder["tries.jsonl"], """{"suite":"own","task":"t2","ar""");

        using (var run = RunFolder.Open(folder.Path, Run, resume: true))
            run.Add(Try("t2", "no-plan", VerdictKind.Passed));
        Assert.Equal(["t1", "t2"], RunFolder.ReadTries(folder.Path).Select(record => record.Task));
    }

    [Fact]
    public void A_summary_shows_each_arm_and_tier()
    {
        TryRecord[] tries =
        [
            Tiered("t1", "no-plan", "1", VerdictKind.Passed), Tiered("t2", "no-plan", "2", VerdictKind.CompileError),
            Tiered("t1", "own-plan", "1", VerdictKind.Passed), Tiered("t2", "own-plan", "2", VerdictKind.NotShown),
        ];
        Assert.Equal(
            """
            own with scripted (aaaaaaaaaaaa), greedy, seed 1

            | arm      | tasks  | n   | pass@1  | 95 %               | compiles | not shown | perplexity passed / failed |
            | -------- | ------ | --- | ------- | ------------------ | -------- | --------- | -------------------------- |
            | no-plan  | all    | 2   | 50.0 %  | 0.0 % to 100.0 %   | 50.0 %   | 0.0 %     | 2.0 / 2.0                  |
            | no-plan  | tier 1 | 1   | 100.0 % | 100.0 % to 100.0 % | 100.0 %  | 0.0 %     | 2.0 / -                    |
            | no-plan  | tier 2 | 1   | 0.0 %   | 0.0 % to 0.0 %     | 0.0 %    | 0.0 %     | - / 2.0                    |
            | own-plan | all    | 2   | 50.0 %  | 0.0 % to 100.0 %   | 100.0 %  | 50.0 %    | 2.0 / 2.0                  |
            | own-plan | tier 1 | 1   | 100.0 % | 100.0 % to 100.0 % | 100.0 %  | 0.0 %     | 2.0 / -                    |
            | own-plan | tier 2 | 1   | 0.0 %   | 0.0 % to 0.0 %     | -        | 100.0 %   | - / 2.0                    |

            no-plan: passed told from failed (area under the ROC curve, 0.5 is chance): comment perplexity 0.50

            own-plan: passed told from failed (area under the ROC curve, 0.5 is chance): comment perplexity 0.50

            Left out, since no answer can pass (1): t9

            """,
            Summary.ToMarkdown(Run with { Unsatisfiable = ["t9"] }, tries));
    }

    [Fact]
    public void Samples_are_summed_up_by_pass_at_k()
    {
        var tries = Enumerable.Range(0, 4).Select(sample => Try("t1", "no-plan", sample == 0 ? VerdictKind.Passed : VerdictKind.TestFailed) with { Sample = sample }).ToArray();
        var summary = Summary.ToMarkdown(Run with { Samples = 4, Temperature = 0.8 }, tries);
        Assert.Contains("pass@4", summary);
        Assert.Contains("| 25.0 % ", summary);
        Assert.Contains("100.0 % |\n", summary);
    }

    [Fact]
    public void A_comparison_is_over_the_tasks_that_both_have()
    {
        var a = new[] { Try("t1", "own-plan", VerdictKind.Passed), Try("t2", "own-plan", VerdictKind.Passed), Try("t3", "own-plan", VerdictKind.Passed) };
        var b = new[] { Try("t1", "no-plan", VerdictKind.TestFailed), Try("t2", "no-plan", VerdictKind.Passed) };
        var comparison = Comparison.Of(a, b);
        Assert.Equal((2, 1.0, 0.5, 0.5, 2.0), (comparison.Tasks, comparison.A, comparison.B, comparison.Difference.Estimate, comparison.Ratio.Estimate));
        Assert.Equal(["t1"], comparison.OnlyA.AsEnumerable());
        Assert.Empty(comparison.OnlyB);
        Assert.Contains("A - B (95 %) | 50.0 % (0.0 % to 100.0 %)", comparison.ToMarkdown("a", "b"));
    }

    [Fact]
    public void One_arm_of_a_run_is_named_behind_a_colon()
    {
        using var folder = new Models.TemporaryFolder();
        using (var run = RunFolder.Open(folder.Path, Run, resume: false))
        {
            run.Add(Try("t1", "no-plan", VerdictKind.Passed));
            run.Add(Try("t1", "own-plan", VerdictKind.TestFailed));
        }

        Assert.Equal("own-plan", Assert.Single(Comparison.Read(folder.Path + ":own-plan")).Arm);
        Assert.Contains("no-plan, own-plan", Assert.Throws<InvalidDataException>(() => Comparison.Read(folder.Path)).Message);
    }

    private static TryRecord Tiered(string task, string arm, string tier, VerdictKind verdict) =>
        Try(task, arm, verdict) with { Tags = Try(task, arm, verdict).Tags.Add("tier", tier), IntentPerplexity = 2 };

    private static TryRecord Try(string task, string arm, VerdictKind verdict) => new()
    {
        Suite = "own", Task = task, Arm = arm, Sample = 0, Seed = 1, Temperature = 0, TopP = 1, Model = "scripted", ModelHash = "a", Verdict = verdict, Times = new TryTimes(0, 0, 0, 0),
    };
}
