using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Tests.Curriculum;

public sealed class PrimitiveCheckerTests
{
    private static readonly Lazy<IReadOnlyList<Problem>> Broken = new(() => PrimitiveChecker.Check([TeacherMaterial.Fixture("broken.txt")]));

    [Theory]
    [InlineData("variants-differ", "variants 1 and 2 differ on")]
    [InlineData("does-not-compile", "variant 1: CS0103")]
    [InlineData("test-fails", "the test is false: Shout(\"a\") == \"a\"")]
    [InlineData("names-nothing", "{item} names no parameter, literal, type or member")]
    [InlineData("runs-for-ever", "throws TimeoutException")]
    [InlineData("steps-out-of-order", "marker //1 stands after //2")]
    public void A_writer_is_told_what_to_mend(string entry, string message) =>
        Assert.Contains(Broken.Value, problem => problem.Message.StartsWith(entry, StringComparison.Ordinal) && problem.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void A_problem_names_its_line()
    {
        var problem = Assert.Single(Broken.Value, p => p.Message.Contains("CS0103", StringComparison.Ordinal));

        Assert.Equal("    return y / 2;", File.ReadAllLines(problem.File)[problem.Line - 1]);
    }

    [Fact]
    public void The_material_has_nothing_to_mend() =>
        Assert.Empty(PrimitiveChecker.Check(TeacherMaterial.Files));
}
