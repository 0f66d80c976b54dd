using CotAssist.Curriculum.Generation;

namespace CotAssist.Tests.Curriculum;

public sealed class CodeHolesTests
{
    private const string Counting = """
        /*§1*/var counts = new Dictionary<string, int>();
        foreach (var word in words)
        {
            /*§2*/if (word.Length == 0)
                continue;
            /*§3*/counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        /*§4*/return counts.Count;
        """;

    [Fact]
    public void A_step_inside_a_loop_may_be_missing()
    {
        var hole = Assert.Single(CodeHoles.Of(Counting), h => h.Code.StartsWith("/*§2*/", StringComparison.Ordinal) && !h.Code.Contains("§3", StringComparison.Ordinal));

        Assert.Equal("var counts = new Dictionary<string, int>();\nforeach (var word in words)\n{\n", hole.Before);
        Assert.Equal("/*§2*/if (word.Length == 0)\n    continue;", hole.Code);
        Assert.Equal("\n    counts[word] = counts.GetValueOrDefault(word) + 1;\n}\n\nreturn counts.Count;", hole.After);
    }

    [Fact]
    public void What_a_variable_starts_with_may_be_missing()
    {
        var hole = Assert.Single(CodeHoles.Of("/*§1*/var kept = words.Where(w => w.Length > 2).ToList();\n/*§2*/return kept.Count;"), h => h.IsExpression);

        Assert.Equal(("", "var kept = ", "/*§1*/words.Where(w => w.Length > 2).ToList()", ";\nreturn kept.Count;"), (hole.Before, hole.Start, hole.Code, hole.After));
    }

    [Fact]
    public void Where_all_is_one_step_its_loop_may_be_missing_or_what_the_loop_does()
    {
        var holes = CodeHoles.Of("/*§1*/var sum = 0;\nforeach (var n in numbers)\n{\n    sum += n;\n}\n\nreturn sum;");

        Assert.Contains(holes, h => h is { Code: "/*§1*/foreach (var n in numbers)\n{\n    sum += n;\n}", After: "\n\nreturn sum;" });
        Assert.Contains(holes, h => h is { Code: "/*§1*/sum += n;", Indent: "    " });
        Assert.DoesNotContain(holes, h => h.IsExpression); // the sum is more than its start value
    }

    [Fact]
    public void A_step_that_stands_in_two_places_is_never_missing_in_one() =>
        Assert.DoesNotContain(CodeHoles.Of("/*§1*/var a = First();\n/*§2*/var b = Second();\n/*§1*/a.Add(b);\n/*§3*/return a;"), h => Code.Marks(h.Code).Contains(1) && !h.Code.Contains("First", StringComparison.Ordinal));

    [Fact]
    public void A_hole_and_what_stands_around_it_are_the_body()
    {
        foreach (var code in TeacherMaterial.Material.MultiStep.Take(300).Select(t => Composer.Single(new PieceUse(t, t.Variants[0]), null, null)).Where(s => !s.IsProperty).Select(s => s.Code))
        {
            Assert.All(CodeHoles.Of(code), h => Assert.Equal(
                Code.WithoutMarks(code), h.Before + h.Indent + h.Start + Code.Indent(Code.WithoutMarks(h.Code), h.Indent).TrimStart(' ') + h.After));
        }
    }
}
