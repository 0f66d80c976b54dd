using System.Collections.Immutable;
using CotAssist.Curriculum.Language;

namespace CotAssist.Tests.Curriculum;

public sealed class RewordingTests
{
    private static readonly Rewording Rewording = new([("verbs", ["calculate | work out", "the number of | how many there are of", "word count | amount of words", "at least => no fewer than", "entry | item"])]);

    [Theory]
    [InlineData("Calculate the number of lines.", "Work out how many there are of lines.")]
    [InlineData("at least three, no fewer than three", "no fewer than three, no fewer than three")]
    [InlineData("find a word count of an entry", "find an amount of words of an item")]
    public void Expressions_stand_for_one_another(string text, string other) => Assert.Equal(other, All(text));

    [Theory]
    [InlineData("\"calculate\" -> 9")]
    [InlineData("calculate(x)")]
    [InlineData("calls it.calculate")]
    [InlineData("recalculate_entry and entries")]
    public void Quoted_text_and_code_stay(string text) => Assert.Equal(text, All(text));

    [Fact]
    public void Names_stay() => Assert.Equal("work out the sum of entry", Rewording.Exchanged("calculate the sum of entry", new Random(1), ImmutableHashSet.Create("entry"), 100));

    [Fact]
    public void An_expression_has_one_line()
    {
        var error = Assert.Throws<InvalidDataException>(() => new Rewording([("a", ["one two | three", "one two => four"])]));
        Assert.Contains("'one two' is replaced in two lines", error.Message, StringComparison.Ordinal);
    }

    private static string All(string text) => Rewording.Exchanged(text, new Random(1), ImmutableHashSet<string>.Empty, 100);
}
