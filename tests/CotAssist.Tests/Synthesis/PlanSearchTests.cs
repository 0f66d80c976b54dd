using CotAssist.Inference;
using CotAssist.Synthesis;
using static CotAssist.Tests.Synthesis.Scripted;

namespace CotAssist.Tests.Synthesis;

/// <summary>A model that knows two plans, the first a little better; only the code tells which is good.</summary>
public sealed class PlanSearchTests
{
    private const string Source = "using System.Linq;\nclass C\n{\n    // sum of the squares¦\n    int F(int[] values)\n    {\n    }\n}";
    private const string First = "1. sum the numbers", Second = "1. square each of values\n2. return the sum";
    private const string Broken = "return numbers.Sum();", Sound = "return values.Sum(v => v * v);";

    [Fact]
    public void APlanWhoseCodeDoesNotCompileGivesWayToOneWhoseCodeDoes()
    {
        var told = "";

        var result = Search(Broken, Sound, text => told += text);

        Assert.Equal(Second, result.Plan!.ToString());
        Assert.Equal($"{First}\n(no good code comes of that; rather:)\n{Second}", told);
    }

    [Fact]
    public void TheFirstPlanStaysWhenItsCodeIsSound() => Assert.Equal(First, Search("return values.Sum();", Sound).Plan!.ToString());

    [Fact]
    public void TheFirstPlanStaysWhenNoPlanLeadsToCode() => Assert.Equal(First, Search(Broken, "return squares;").Plan!.ToString());

    /// <summary>Said by a small model that does not know how to go on.</summary>
    [Fact]
    public void APlanThatSaysAStepTwiceGivesWay()
    {
        const string Twice = "1. sum the numbers\n2. sum the numbers";

        Assert.Equal(Second, Write(Model(["return values.Sum();"], [Sound], direct: ["return values.Sum();", Sound], Twice), onText: null).Plan!.ToString());
    }

    [Fact]
    public void OfTwoPlansThatLeadToSoundCodeTheOneIsUsedWhoseCodeTheCommentAloneLeadsToToo()
    {
        const string Least = "return values.Min();", Sum = "return values.Sum();";
        // After its plan, each code is one of several that are almost as probable: of six for the first plan, of seven for the second.
        var model = Model([Least, "a", "b", "c", "d", "e"], [Sum, "a", "b", "c", "d", "e", "f"], direct: [Sum, "return values.Max();", Least, "return values.Mode();"]);

        Assert.Equal(Second, Write(model, onText: null).Plan!.ToString());
    }

    [Fact]
    public void NoPlanIsSoughtForACommentOutsideTheDomain()
    {
        var intent = IntentAt(Source);
        var model = new ScriptedModel(Scripted.Tokenizer, 4096)
            .Expect(PromptBuilder.ForPlan(intent).Encode(Scripted.Tokenizer), Ids(CotAssist.Synthesis.Plan.OutOfDomain + Markers.Code))
            .Expect(PromptBuilder.ForPlan(intent).Encode(Scripted.Tokenizer), Ids(Second + Markers.Code));

        Assert.True(Write(model, onText: null).OutOfDomain);
    }

    private static PlanResult Search(string codeOfFirst, string codeOfSecond, Action<string>? onText = null) =>
        Write(Model([codeOfFirst], [codeOfSecond], direct: [codeOfFirst, codeOfSecond]), onText);

    /// <param name="direct">Codes that the model would write without a plan.</param>
    private static ScriptedModel Model(string[] codesOfFirst, string[] codesOfSecond, string[] direct, string first = First)
    {
        var intent = IntentAt(Source);
        var model = new ScriptedModel(Scripted.Tokenizer, 4096);
        foreach (var plan in new[] { first, Second })
        {
            model.Expect(PromptBuilder.ForPlan(intent).Encode(Scripted.Tokenizer), Ids(plan + Markers.Code));
        }

        return model
            .ExpectCodes(intent, CotAssist.Synthesis.Plan.Parse(first), codesOfFirst)
            .ExpectCodes(intent, CotAssist.Synthesis.Plan.Parse(Second), codesOfSecond)
            .ExpectCodes(intent, plan: null, direct);
    }

    private static PlanResult Write(ScriptedModel model, Action<string>? onText)
    {
        var generator = new Generator(model, Scripted.Tokenizer);
        // Two plans and sixteen draws: that all are the same has a chance of 1 in 65,536, and the seed is fixed.
        return new PlanSearch(new Planner(generator), new Coder(generator, new CodeChecker(References), traced: false), new CodeJudge(generator), draws: 16).Write(IntentAt(Source), seed: 1, onText, default);
    }
}
