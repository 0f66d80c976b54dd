using CotAssist.Evaluation.Arms;
using CotAssist.Evaluation.Suites;
using CotAssist.Inference;
using CotAssist.Synthesis;

namespace CotAssist.Tests.Evaluation;

/// <summary>What each arm asks the model, and the file that comes of it.</summary>
public sealed class ArmTests
{
    private static readonly EvaluationTask Shelf = OwnSuites.Read("cotbench").Tasks[1];

    private const string Right = "return titles.Where(t => !string.IsNullOrWhiteSpace(t)).Sum(t => t.Length);";

    [Fact]
    public void No_plan_goes_straight_to_the_code()
    {
        var attempt = Try("no-plan", new ScriptedTask().Says(Shelf, Right));
        Assert.Equal(Shelf.Before + Right + Shelf.After, attempt.Filled);
        Assert.Null(attempt.Plan);
        Assert.Single(attempt.Prompts);
        Assert.Equal(1, attempt.IntentPerplexity!.Value, tolerance: 0.01); // the script knows the comment by heart
    }

    [Fact]
    public void Own_plan_asks_for_a_plan_and_for_code_that_follows_it()
    {
        var plan = new Plan(["Drop blank titles", "Add up the lengths"]);
        var attempt = Try("own-plan", new ScriptedTask().Says(Shelf, Right, following: plan, plan: plan.ToString()));
        Assert.Equal(Shelf.Before + Right + Shelf.After, attempt.Filled);
        Assert.Equal(plan, attempt.Plan);
        Assert.Equal(2, attempt.Prompts.Length);
    }

    [Fact]
    public void Best_plan_follows_the_plan_whose_code_fares_best()
    {
        var plan = new Plan(["Drop blank titles", "Add up the lengths"]);
        var attempt = Try("best-plan", new ScriptedTask().Says(Shelf, Right, following: plan, plan: plan.ToString()));
        Assert.Equal(Shelf.Before + Right + Shelf.After, attempt.Filled);
        Assert.Equal(plan, attempt.Plan);
    }

    [Fact]
    public void Own_plan_shows_nothing_where_the_model_says_that_it_is_not_made_for_it()
    {
        var attempt = Try("own-plan", new ScriptedTask().Says(Shelf, Right, plan: Plan.OutOfDomain));
        Assert.True(attempt.OutOfDomain);
        Assert.Null(attempt.Filled);
        Assert.NotNull(attempt.Problem);
    }

    [Fact]
    public void Reference_plan_follows_the_suites_plan()
    {
        var attempt = Try("reference-plan", new ScriptedTask().Says(Shelf, Right, following: new Plan(Shelf.ReferencePlan)));
        Assert.Equal(Shelf.Before + Right + Shelf.After, attempt.Filled);
    }

    [Theory]
    [InlineData("""{"id": "own-2", "plan": ["Drop blank titles", "Add up"]}""")]
    [InlineData("""{"task_id": "own-2", "plan": "1. Drop blank titles\n2. Add up"}""")]
    [InlineData("""{"task_id": "own-2", "plan": "How to solve:\nStep 1. Drop blank titles\nStep 2. Add up"}""")]
    public void Plan_file_follows_the_files_plan_and_passes_over_tasks_without_one(string line)
    {
        using var folder = new Models.TemporaryFolder();
        File.WriteAllText(folder["plans.jsonl"], line + "\n");
        var arm = ArmList.Create("plan-file", folder["plans.jsonl"]);
        var model = new ScriptedTask().Says(Shelf, Right, following: new Plan(["Drop blank titles", "Add up"]));
        Assert.Equal(Shelf.Before + Right + Shelf.After, arm.Try(Shelf, Product(model)).Filled);
        Assert.False(arm.Applies(OwnSuites.Read("cotbench").Tasks[0]));
    }

    [Fact]
    public void Turns_are_asked_one_below_the_code_of_the_other()
    {
        const string Indentation = "        ", First = "var total = 0;";
        const string Second = "foreach (var title in titles)\n    if (!string.IsNullOrWhiteSpace(title)) total += title.Length;\nreturn total;";
        var firstTurn = Shelf.Before + "// " + Shelf.Turns[0] + "\n" + Indentation;
        var secondTurn = firstTurn + First + "\n" + Indentation + "// " + Shelf.Turns[1] + "\n" + Indentation;
        var model = new ScriptedTask().Says(firstTurn, Shelf.After, First).Says(secondTurn, Shelf.After, Second);

        var attempt = Try("turns", model);
        Assert.Equal(secondTurn + Second.Replace("\n", "\n" + Indentation) + Shelf.After, attempt.Filled);
        Assert.Equal(2, attempt.Prompts.Length);
    }

    [Fact]
    public void A_caret_behind_the_brace_gets_its_turns_on_lines_of_their_own()
    {
        var before = Shelf.Before.TrimEnd();
        var firstTurn = before + "\n        // " + Shelf.Turns[0] + "\n        ";
        var secondTurn = firstTurn + "var total = 0;\n        // " + Shelf.Turns[1] + "\n        ";
        var model = new ScriptedTask().Says(firstTurn, Shelf.After, "var total = 0;").Says(secondTurn, Shelf.After, "return total;");

        var attempt = ArmList.Create("turns", null).Try(Shelf with { Before = before }, Product(model));
        Assert.Equal(secondTurn + "return total;" + Shelf.After, attempt.Filled);
    }

    [Fact]
    public void Turns_can_each_have_a_plan()
    {
        const string First = "var total = 0;", Second = "return total + titles.Count();";
        Plan start = new(["start at nothing"]), end = new(["add how many there are"]);
        var firstTurn = Shelf.Before + "// " + Shelf.Turns[0] + "\n        ";
        var secondTurn = firstTurn + First + "\n        // " + Shelf.Turns[1] + "\n        ";
        var model = new ScriptedTask().Says(firstTurn, Shelf.After, First, start, start.ToString()).Says(secondTurn, Shelf.After, Second, end, end.ToString());

        var attempt = Try("turns-best-plan", model);
        Assert.Equal(secondTurn + Second + Shelf.After, attempt.Filled);
        Assert.Equal(4, attempt.Prompts.Length);
    }

    [Fact]
    public void A_turn_without_code_to_show_ends_the_attempt()
    {
        var firstTurn = Shelf.Before + "// " + Shelf.Turns[0] + "\n        ";
        var attempt = Try("turns", new ScriptedTask().Says(firstTurn, Shelf.After, "var total = ;"));
        Assert.Null(attempt.Filled);
        Assert.NotNull(attempt.Problem);
        Assert.Equal("var total = ;", attempt.Code);
    }

    [Fact]
    public void Code_that_does_not_parse_is_recorded_but_not_shown()
    {
        var attempt = Try("no-plan", new ScriptedTask().Says(Shelf, "return titles.Sum(;"));
        Assert.Null(attempt.Filled);
        Assert.Equal("return titles.Sum(;", attempt.Code);
    }

    [Fact]
    public void An_unknown_arm_is_refused_with_the_known_ones() =>
        Assert.Contains("no-plan, own-plan", Assert.Throws<InvalidDataException>(() => ArmList.Create("best", null)).Message);

    private static Attempt Try(string arm, ScriptedTask model) => ArmList.Create(arm, null).Try(Shelf, Product(model));

    private static ProductPath Product(ScriptedTask model) => new(model.UnderTest, Sampling.Greedy, CancellationToken.None);
}
