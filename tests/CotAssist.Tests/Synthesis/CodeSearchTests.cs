using CotAssist.Inference;
using CotAssist.Synthesis;
using static CotAssist.Tests.Synthesis.Scripted;

namespace CotAssist.Tests.Synthesis;

/// <summary>A comment asks for two things, and a person has struck one of them from the plan.</summary>
public sealed class CodeSearchTests
{
    private const string Source = "using System.Linq;\nclass C\n{\n    // sum of the squares, at most limit\n    // 1. square each of values and sum them\n    int F(int[] values, int limit)\n    {\n        ¦\n    }\n}";
    private const string AsCommented = "return Math.Min(limit, values.Sum(v => v * v));", AsPlanned = "return values.Sum(v => v * v);";

    [Fact]
    public void WhatThePlanAloneLeadsToIsTakenWhereItIsTheMoreProbableAfterBoth() => Assert.Equal(AsPlanned, Written(
        afterComment: [AsCommented, AsPlanned],
        afterPlan: [AsPlanned, AsCommented, "return Math.Max(limit);", "return Math.Abs(limit);", "return Math.Cos(limit);", "return Math.Exp(limit);"]).Code);

    [Fact]
    public void WhatCommentAndPlanLeadToIsTakenWhereItIsTheMoreProbableAfterBoth() => Assert.Equal(AsCommented, Written(
        afterComment: [AsCommented, AsPlanned, "return values.Max();", "return values.Last();", "return values.Count();", "return values.First();"],
        afterPlan: [AsPlanned, AsCommented]).Code);

    [Fact]
    public void CodeThatDoesNotCompileGivesWay()
    {
        Assert.Equal(AsPlanned, Written(afterComment: ["return limits.Max();"], afterPlan: [AsPlanned]).Code);
        Assert.Equal(AsCommented, Written(afterComment: [AsCommented], afterPlan: ["return limits.Max();"]).Code);
    }

    /// <summary>After the plan alone there is room for a code that would not fit behind the comment.</summary>
    [Fact]
    public void CodeThatCannotBeHeldAgainstTheCommentGivesWay()
    {
        var source = Source.Replace("at most limit", $"at most limit{string.Concat(Enumerable.Repeat(" and no more", 40))}", StringComparison.Ordinal);
        var longer = $"return {string.Join(" + ", Enumerable.Repeat("values[0]", 15))};";
        var room = PromptBuilder.ForCode(IntentAt(source), IntentAt(source).WrittenPlan, traced: false).Encode(Scripted.Tokenizer).Length + Ids(longer).Length - 1;

        Assert.Equal(AsCommented, Written([AsCommented], [longer, AsCommented], source, room).Code);
    }

    /// <summary>A parameter of the comment that the plan passes over need not be read.</summary>
    [Fact]
    public void WhatThePlanLeavesOutIsNotDoubtful() =>
        Assert.Null(Written(afterComment: [AsPlanned], afterPlan: [AsPlanned]).Doubt);

    [Fact]
    public void ThePlanOfTheModelIsFollowedOnce()
    {
        var intent = IntentAt(Source) with { WrittenPlan = null };
        var plan = new Plan(["square each of values and sum them"]);
        var model = new ScriptedModel(Scripted.Tokenizer, 4096).ExpectCodes(intent, plan, AsCommented);

        Assert.Equal(AsCommented, Write(model, intent, plan).Code);
    }

    private static CodeResult Written(string[] afterComment, string[] afterPlan, string source = Source, int contextLength = 4096)
    {
        var intent = IntentAt(source);
        var plan = intent.WrittenPlan!;
        var model = new ScriptedModel(Scripted.Tokenizer, contextLength)
            .ExpectCodes(intent, plan, afterComment)
            .ExpectCodes(intent with { Comment = "square each of values and sum them" }, plan, afterPlan);
        return Write(model, intent, plan);
    }

    private static CodeResult Write(ScriptedModel model, Intent intent, Plan plan)
    {
        var generator = new Generator(model, Scripted.Tokenizer);
        return new CodeSearch(new Coder(generator, new CodeChecker(References), traced: false), new CodeJudge(generator)).Write(intent, plan, Sampling.Greedy, onText: null, default);
    }
}
