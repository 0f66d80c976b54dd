using System.Collections.Immutable;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Tests.Curriculum;

public sealed class PrimitiveParserTests
{
    [Fact]
    public void Reads_an_entry()
    {
        var entry = Read("""
            == keep-above
            sig List<int> KeepAbove(List<int> numbers)
            names Above, Larger
            lit limit int 3 2..20
            lit mark char ';' ','
            vary numbers readings
            code
                //1
                var kept = numbers.Where(n => n > limit);

                //2
                return kept.ToList();
            step keep {numbers} above {limit} | drop the rest | filter
            step make a list
            input numbers [1, 5] new List<int> { 7, 8 }
            do keep what is above {limit}
            np the {numbers} above {limit}
            en Example:\n[1, 9] -> [9]
            zh-do 保留大于{limit}的数
            plain
            """);

        Assert.Equal("keep-above", entry.Id);
        Assert.Equal("Above Larger", string.Join(' ', entry.Names));
        Assert.Equal((2L, 20L), entry.Literals[0].Range);
        Assert.Equal("';' ','", string.Join(' ', entry.Literals[1].Values));
        Assert.Equal("[1, 5] | new List<int> { 7, 8 }", string.Join(" | ", entry.Inputs["numbers"].Values));
        Assert.Equal("//1\nvar kept = numbers.Where(n => n > limit);\n\n//2\nreturn kept.ToList();", entry.Variants[0].Text);
        Assert.Equal(8, entry.Variants[0].Line);
        Assert.Equal(3, entry.Steps[0].Length);
        Assert.Equal("Example:\n[1, 9] -> [9]", entry.Wordings[2].Text);
        Assert.Equal([WordingForm.Clause, WordingForm.NounPhrase, WordingForm.Whole, WordingForm.Clause], entry.Wordings.Select(w => w.Form));
        Assert.True(entry.Wordings[3].Chinese);
        Assert.True(entry.Plain);
    }

    [Theory]
    [InlineData("class Inventory")]
    [InlineData("record Money(decimal Amount)")]
    [InlineData("static class Extensions")]
    public void Reads_the_header_of_a_class(string header) =>
        Assert.Equal(header, Read($"== a\nsig int F(int x)\n{header}\ncode\n    return x;\n").Class);

    [Fact]
    public void Names_the_line_it_cannot_read()
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        PrimitiveParser.Parse("== a\nsig int F(int x)\ncode\n    return x;\nsaid too much\n", "a.txt", false, problems);

        Assert.Equal("a.txt:5: unknown keyword 'said'", Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("the {numbers} above {limit}", "the <numbers> above <limit>")]
    [InlineData("write {{name}} and { x }", "write {name} and { x }")]
    [InlineData("{Order:s}", "<Order/s>")]
    public void Braces_name_things(string text, string read) =>
        Assert.Equal(read, Braces.Replace(text, (name, style) => $"<{name}{(style.Length > 0 ? "/" + style : "")}>"));

    private static Primitive Read(string text)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var entry = Assert.Single(PrimitiveParser.Parse(text, "a.txt", false, problems));
        Assert.Empty(problems);
        return entry;
    }
}
