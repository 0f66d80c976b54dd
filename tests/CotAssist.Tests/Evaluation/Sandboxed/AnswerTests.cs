using CotAssist.Evaluation;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Tests.Evaluation.Sandboxed;

/// <summary>A right and a wrong answer for each format, and what the verdict says about the wrong one.</summary>
public sealed class AnswerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("cotbench", "return value + value;")]
    [InlineData("multipl-e", "return n % 2 == 0 ? n / 2 : -1;")]
    [InlineData("mxeval", "return numbers.ConvertAll(n => n - 1);")]
    [InlineData("humaneval-xl", "return numbers.ConvertAll(n => n - 1);")]
    [InlineData("mceval", "return Enumerable.Max(new[] { a, b }) * 2;")]
    [InlineData("humaneval", "    return list(map(lambda n: n ** 2, numbers))\n")]
    [InlineData("mbpp", "def add_three(n):\n    return 3 + n\n")]
    public async Task A_right_answer_passes(string suite, string code) =>
        Assert.Equal((VerdictKind.Passed, ""), await JudgeAsync(OwnSuites.Read(suite).Tasks[0], code));

    [Theory]
    [InlineData("cotbench", "return value;", VerdictKind.TestFailed, "Scale.Twice(3) == 6")]
    [InlineData("cotbench", "return value == 0 ? throw new Exception(\"no\") : 2 * value;", VerdictKind.Exception, "Scale.Twice(0) == 0 Exception: no")]
    [InlineData("cotbench", "return missing;", VerdictKind.CompileError, "line 6: CS0103 The name 'missing' does not exist in the current context")]
    [InlineData("multipl-e", "return n / 2;", VerdictKind.TestFailed, "an assertion failed")]
    [InlineData("multipl-e", "", VerdictKind.CompileError, "line 7: CS0161 'Problem.Half(long)': not all code paths return a value")]
    [InlineData("mxeval", "return numbers;", VerdictKind.Exception, "Exception: Exception --- test case 0 failed to pass")]
    [InlineData("mceval", "return 2 * a;", VerdictKind.TestFailed, "an assertion failed")]
    [InlineData("humaneval", "    return numbers\n", VerdictKind.TestFailed, "AssertionError: ")]
    [InlineData("humaneval", "    return nothing\n", VerdictKind.Exception, "NameError: name 'nothing' is not defined")]
    [InlineData("mbpp", "def add_three(n):\n    return 3\n", VerdictKind.TestFailed, "AssertionError: ")]
    [InlineData("mbpp", "import os\nos._exit(0)\n", VerdictKind.Crashed, "the process ended before its tests did")]
    [InlineData("mbpp", "raise SystemExit(0)\n", VerdictKind.Exception, "SystemExit: 0")]
    public async Task A_wrong_answer_fails_and_says_why(string suite, string code, VerdictKind kind, string detail) =>
        Assert.Equal((kind, detail), await JudgeAsync(OwnSuites.Read(suite).Tasks[0], code));

    [Theory]
    [InlineData("print(7)", "7", true)]
    [InlineData("print('first')\nprint([1, 2], 'second argument')", "[1, 2]", true)]
    [InlineData("x = 3\nx + 4", "7", true)] // a last bare expression is printed
    [InlineData("print(0.1 + 0.2)", "0.3", true)]
    [InlineData("print('7')", "7", true)] // cast to the expected type
    [InlineData("print('True')", "true", true)]
    [InlineData("print([(1, 2)])", "[[1, 2]]", true)]
    [InlineData("print(8)", "7", false)]
    [InlineData("print(0.3001)", "0.3", false)]
    [InlineData("x = 7", "7", false)]
    [InlineData("print('False')", "true", false)]
    [InlineData("print('seven')", "7", false)]
    public async Task The_last_printed_value_decides_in_mtpb(string program, string expected, bool passes)
    {
        var task = new EvaluationTask { Id = "printed", Language = TaskLanguage.Python, Before = "", After = "", Check = new PythonPrintedValue(expected) };
        Assert.Equal(passes, (await JudgeAsync(task, program)).Kind == VerdictKind.Passed);
    }

    [Fact]
    public async Task Every_test_has_a_letter()
    {
        var task = OwnSuites.Read("cotbench").Tasks[0];
        var verdict = await sandbox.Judge.JudgeAsync(task, task.Before + "return value == 0 ? throw new Exception() : 6;" + task.After, default);
        Assert.Equal("PXF", verdict.Tests);
    }

    private async Task<(VerdictKind Kind, string Detail)> JudgeAsync(EvaluationTask task, string code)
    {
        var verdict = await sandbox.Judge.JudgeAsync(task, task.Before + code + task.After, default);
        return (verdict.Kind, verdict.Detail);
    }
}
