using CotAssist.Curriculum.Language;

namespace CotAssist.Tests.Curriculum;

public sealed class WordingDistanceTests
{
    private static readonly WordingDistance Distance = new(["keep only the even ones", "the largest of {numbers}", "只保留偶数"]);

    [Theory]
    [InlineData("the largest of {values}", 0)] // names do not count
    [InlineData("Keep only the EVEN ones!", 0)]
    [InlineData("keep only the odd ones", 0.2)] // four of five words
    [InlineData("the even numbers", 0.5)] // two words of three with the five of the first: 1 - 4/8
    [InlineData("filter out whatever is not divisible by two", 1)]
    [InlineData("只要偶数", 1 - 6.0 / 9)] // three of four characters with the five of the third
    public void A_wording_is_as_far_as_the_words_it_does_not_share_with_the_nearest(string wording, double distance) =>
        Assert.Equal(distance, Distance.ToNearest(wording), 1e-9);
}
