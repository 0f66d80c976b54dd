using CotAssist.Synthesis;

namespace CotAssist.Tests.Synthesis;

public sealed class PlanTests
{
    [Theory]
    [InlineData("order dueDates", "dueDates", true)]
    [InlineData("order the due dates", "dueDates", true)]
    [InlineData("Order the Due Dates", "dueDates", true)]
    [InlineData("order due_dates", "dueDates", true)]
    [InlineData("return null for a URL without a host", "baseURL", false)]
    [InlineData("cut the base URL after the host", "baseURL", true)]
    [InlineData("count the entries", "n", false)] // a letter of another word
    [InlineData("take the first n entries", "n", true)]
    [InlineData("返回values的和", "values", true)] // Chinese leaves no blanks
    [InlineData("split at '|'", "separator", false)]
    public void AnIdentifierIsNamedAsItIsWrittenOrByItsWords(string step, string identifier, bool named) =>
        Assert.Equal(named, new Plan(["return early", step]).Names(identifier));

    [Fact]
    public void AsACommentItAsksForItsStepsInOneSentence() =>
        Assert.Equal("take the even values, then JSON-encode them", new Plan(["Take the even values.", "JSON-encode them"]).ToComment());
}
