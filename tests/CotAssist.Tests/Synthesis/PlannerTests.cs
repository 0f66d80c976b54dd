using CotAssist.Inference;
using CotAssist.Synthesis;
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
    public void ARefusalThatComesSecondIsRaisedToTheFirstPlaceButNotWhereAnotherPlanIsAsked()
    {
        var intent = IntentAt(Source);
        var prompt = PromptBuilder.ForPlan(intent).Encode(Scripted.Tokenizer);
        // The scripted model finds the plan more probable than the refusal, by 0.01.
        var model = new ScriptedModel(Scripted.Tokenizer, 4096).Expect(prompt, Ids("1. return the sum" + Markers.Code)).Expect(prompt, Ids(CotAssist.Synthesis.Plan.OutOfDomain + Markers.End));
        var generator = new Generator(model, Scripted.Tokenizer);

        Assert.False(new Planner(generator).Write(intent, Sampling.Greedy, null, default).OutOfDomain);
        Assert.True(new Planner(generator, refusalBias: 0.02).Write(intent, Sampling.Greedy, null, default).OutOfDomain);
        var others = Enumerable.Range(0, 20).Select(seed => new Planner(generator, refusalBias: 50).Write(intent, new Sampling(0.6, 0.95, seed), null, default));
        Assert.Contains(others, other => other.Plan is not null);
    }

    [Fact]
    public void SaysWhenTheModelWritesNoPlan() => Assert.Contains("no numbered plan", Plan(Source, "return values.Sum();").Problem);
}
