using CotAssist.Curriculum.Language;

namespace CotAssist.Tests.Curriculum;

public sealed class EnglishTests
{
    [Theory]
    [InlineData("orderTotals", "order totals")]
    [InlineData("_maxCount", "max count")]
    [InlineData("HTTPStatus", "http status")]
    public void Identifiers_become_words(string identifier, string words) => Assert.Equal(words, English.Words(identifier));

    [Theory]
    [InlineData("order", "orders")]
    [InlineData("city", "cities")]
    [InlineData("box", "boxes")]
    [InlineData("person", "people")]
    public void Plural_and_back(string one, string many)
    {
        Assert.Equal(many, English.Plural(one));
        Assert.Equal(one, English.Singular(many));
    }

    [Theory]
    [InlineData("keep the rest", "keeping the rest")]
    [InlineData("take it", "taking it")]
    [InlineData("drop the odd ones", "dropping the odd ones")]
    [InlineData("sort them", "sorting them")]
    public void Clauses_become_gerunds(string clause, string gerund) => Assert.Equal(gerund, English.Gerund(clause));
}
