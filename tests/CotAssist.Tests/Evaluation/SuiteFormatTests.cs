using CotAssist.Evaluation.Suites;

namespace CotAssist.Tests.Evaluation;

/// <summary>What a record of each format becomes.</summary>
public sealed class SuiteFormatTests
{
    [Theory]
    [InlineData("cotbench", "own-1", typeof(BooleanTests), true)]
    [InlineData("multipl-e", "Own_1_half", typeof(ExitsZero), false)]
    [InlineData("mxeval", "Own/1", typeof(ExitsZero), true)]
    [InlineData("humaneval-xl", "csharp/1@Spanish", typeof(ExitsZero), false)]
    [InlineData("mceval", "C#/own", typeof(ExitsZero), true)]
    [InlineData("humaneval", "Own/1", typeof(PythonScript), true)]
    [InlineData("mbpp", "7", typeof(PythonScript), true)]
    [InlineData("mtpb", "9@0", typeof(PythonPrintedValue), false)]
    [InlineData("refusal", "refuse-1", typeof(MustRefuse), false)]
    public void A_format_is_known_by_its_fields(string file, string id, Type check, bool hasReference)
    {
        var task = OwnSuites.Read(file).Tasks[0];
        Assert.Equal(id, task.Id);
        Assert.IsType(check, task.Check);
        Assert.Equal(hasReference, task.ReferenceCode is not null);
    }

    [Fact]
    public void CotBench_gives_tier_plan_and_turns()
    {
        var task = OwnSuites.Read("cotbench").Tasks[1];
        Assert.Equal("2", task.Tags["tier"]);
        Assert.Equal(["Keep the titles that are not blank", "Sum their lengths"], task.ReferencePlan.AsEnumerable());
        Assert.Equal(2, task.Turns.Length);
    }

    [Fact]
    public void Held_out_tasks_say_how_far_they_are_from_the_training()
    {
        var tasks = OwnSuites.Read("cotbench").Tasks;
        Assert.Equal("0.4 to 0.6", tasks[0].Tags["distance"]);
        Assert.DoesNotContain("distance", tasks[1].Tags.Keys);
    }

    [Theory]
    [InlineData("multipl-e", "public static long Half(long n) {\n        ")]
    [InlineData("mxeval", "(List<int> numbers) \n        {\n            ")]
    [InlineData("mceval", "static int LargerTwice(int a, int b)\n    {\n        ")]
    public void A_prompt_becomes_a_file_with_the_caret_in_an_empty_body(string file, string end)
    {
        var task = OwnSuites.Read(file).Tasks[0];
        Assert.EndsWith(end, task.Before);
        Assert.Empty(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(task.Before + task.After).GetDiagnostics());
    }

    [Fact]
    public void Mtpb_fills_its_turns_as_Python_would()
    {
        var tasks = OwnSuites.Read("mtpb").Tasks;
        Assert.Equal(["Assign the list [1, 2.5] to a variable named numbers.", "Print the {sum} of numbers, then \"it's\"."], tasks[0].Turns.AsEnumerable());
        Assert.Equal("Assign the list ['a', True] to a variable named numbers.", tasks[1].Turns[0]);
        Assert.Equal("""["a"]""", Assert.IsType<PythonPrintedValue>(tasks[1].Check).ExpectedJson);
    }

    [Fact]
    public void What_no_answer_can_pass_is_left_out_by_name()
    {
        using var folder = new Models.TemporaryFolder();
        File.Copy(OwnSuites.PathOf("multipl-e.jsonl"), folder["records.jsonl"]);
        File.WriteAllText(folder["unsatisfiable.txt"], "Own_2_impossible\n");
        var suite = SuiteFolder.Open(folder.Path);
        Assert.Equal(["Own_1_half"], suite.Tasks.Select(task => task.Id));
        Assert.Equal(["Own_2_impossible"], suite.Unsatisfiable.AsEnumerable());
    }

    [Theory]
    [InlineData("""{"question": "?"}""", "no known suite format")]
    [InlineData("""{"question": """, "line 1: not a JSON object")]
    [InlineData("""{"id": "1", "before": "", "after": "", "tests": [], "reference_code": 1, "tier": 1, "category": "", "voice": "", "shape": ""}""", "\"reference_code\"")]
    public void A_foreign_or_damaged_file_is_refused_in_one_sentence(string line, string sentence)
    {
        using var folder = new Models.TemporaryFolder();
        File.WriteAllText(folder["records.jsonl"], line + "\n");
        Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => SuiteFolder.Open(folder.Path)).Message);
    }

    [Fact]
    public void A_suite_that_is_not_there_is_said_so() =>
        Assert.Contains("There is no suite \"nowhere\"", Assert.Throws<InvalidDataException>(() => SuiteFolder.Open("nowhere")).Message);
}
