using CotAssist.Evaluation.Arms;
using CotAssist.Evaluation.Reports;
using CotAssist.Evaluation.Suites;
using CotAssist.Synthesis;

namespace CotAssist.Tests.Evaluation;

/// <summary>Lines are judged where the reference says to which step they belong, and only there.</summary>
public sealed class TracedLinesTests
{
    private static readonly EvaluationTask Task = new()
    {
        Id = "t",
        Language = TaskLanguage.CSharp,
        Before = "",
        After = "",
        Check = new BooleanTests([]),
        ReferencePlan = ["take the even numbers", "sum them"],
        ReferenceCode = "foreach (var n in numbers)\n{\n    total += n;\n}\ncount++;\ntotal += count;\ncount++;\nreturn total;",
        ReferenceSteps = [1, 1, 1, 1, 1, 2, 2, 2],
    };

    [Fact]
    public void A_line_is_right_when_it_names_the_references_step() =>
        Assert.Equal(new TracedLines(3, 2), Of("foreach (var n in numbers)\n    total += n;\nreturn total;", 1, 2, 2));

    [Fact]
    public void Lines_that_the_reference_lacks_or_has_under_two_steps_are_not_judged() =>
        Assert.Equal(new TracedLines(1, 1), Of("count++;\nreturn total;\nreturn 3;", 2, 2, 1));

    /// <summary>The code's loop may be another one than the reference's, and its braces are then not those.</summary>
    [Fact]
    public void A_bracket_alone_on_its_line_is_not_judged() =>
        Assert.Equal(new TracedLines(1, 1), Of("for (;;)\n{\n}\nreturn total;", 2, 2, 2, 2));

    [Fact]
    public void Nothing_is_judged_without_a_trace_or_with_another_plan()
    {
        Assert.Null(Of("return total;", 0));
        Assert.Null(TracedLines.Of(Task, new Attempt { Code = "return total;", StepOfLine = [1], Plan = new Plan(["sum the numbers"]) }));
        Assert.Null(TracedLines.Of(Task with { ReferenceSteps = [] }, new Attempt { Code = "return total;", StepOfLine = [1], Plan = new Plan(Task.ReferencePlan) }));
    }

    private static TracedLines? Of(string code, params int[] steps) =>
        TracedLines.Of(Task, new Attempt { Code = code, StepOfLine = [.. steps], Plan = new Plan(Task.ReferencePlan) });
}
