using static CotAssist.Tests.Synthesis.Scripted;

namespace CotAssist.Tests.Synthesis;

public sealed class PlannerTests
{
    private const string Source = "class C\n{\n    // sum of the squares¦\n    int F(int[] values)\n    {\n    }\n}";

    [Fact]
    public void ReadsThePlanTheModelWrites()
    {
        var result = Plan(Source, "1. square each of values\n2. return the sum\n");

        Assert.Equal(["square each of values", "return the sum"], result.Plan!.Steps.ToArray());
        Assert.Null(result.Problem);
    }

    [Fact]
    public void SaysWhenACommentIsNotWhatTheModelWasMadeFor()
    {
        var result = Plan(Source, CotAssist.Synthesis.Plan.OutOfDomain);

        Assert.True(result.OutOfDomain);
        Assert.Null(result.Plan);
        Assert.Contains("outside of what it was made for", result.Problem);
    }

    [Fact]
    public void SaysWhenTheModelWritesNoPlan() => Assert.Contains("no numbered plan", Plan(Source, "return values.Sum();").Problem);
}
