using CotAssist.Inference;

namespace CotAssist.Tests.Inference;

public sealed class GeneratorTests
{
    private static readonly Tokenizer Bytes = new TokenizerJson().Added("<|end|>").Build();
    private static readonly int End = Bytes.SpecialId("<|end|>")!.Value;

    private static GenerationRequest Ask(string prompt, params string[] stops) =>
        new() { Prompt = [.. Bytes.Encode(prompt)], MaxTokens = 50, StopIds = [End], StopStrings = [.. stops] };

    private static ScriptedModel Model(string prompt, string says, int context = 200) =>
        new ScriptedModel(Bytes, context).Expect([.. Bytes.Encode(prompt)], [.. Bytes.Encode(says), End]);

    private static string Text(IEnumerable<GeneratedToken> tokens) => string.Concat(tokens.Select(token => token.Text));

    [Fact]
    public void WhatMayNotComeFirstDoesNotAndMayComeLater()
    {
        var model = new ScriptedModel(Bytes, 200).Expect([.. Bytes.Encode("p")], [.. Bytes.Encode("abc"), End]).Expect([.. Bytes.Encode("p")], [.. Bytes.Encode("xa"), End]);

        Assert.Equal("xa", Text(new Generator(model, Bytes).Generate(Ask("p") with { FirstBias = [(Bytes.Encode("a")[0], float.NegativeInfinity)] }, default)));
    }

    [Fact]
    public void ABiasRaisesATokenAtTheBeginningAndLeavesItsProbabilityAlone()
    {
        // The scripted model finds "a" more probable than "x", by 0.01.
        var model = new ScriptedModel(Bytes, 200).Expect([.. Bytes.Encode("p")], [.. Bytes.Encode("abc"), End]).Expect([.. Bytes.Encode("p")], [.. Bytes.Encode("xa"), End]);
        var x = Bytes.Encode("x")[0];

        var raised = new Generator(model, Bytes).Generate(Ask("p") with { FirstBias = [(x, 0.02f)] }, default).ToList();

        Assert.Equal("xa", Text(raised));
        Assert.Equal(-Math.Log(1 + Math.Exp(0.01)), raised[0].LogProbability, 1e-3);
        Assert.Equal("abc", Text(new Generator(model, Bytes).Generate(Ask("p") with { FirstBias = [(x, 0.005f)] }, default)));
    }

    [Fact]
    public void StopsAtAStopToken()
    {
        var generator = new Generator(Model("sum:", " a + b"), Bytes);

        Assert.Equal(" a + b", Text(generator.Generate(Ask("sum:"), default)));
        Assert.Equal((StopReason.StopToken, End, 6), (generator.End!.Reason, generator.End.StopId!.Value, generator.End.GeneratedTokens));
    }

    [Theory]
    [InlineData("return x;\n}\nrest", "return x;", "\n}\n")]
    [InlineData("aab", "a", "ab")]
    [InlineData("aaab", "aaab", "aac")] // a beginning of a stop string that goes on otherwise is shown after all
    [InlineData("12##", "12", "##", "#!")]
    [InlineData("12#", "12#", "##")] // held back at the end of the stream
    public void StopsAtAStopStringAcrossTokens(string says, string shown, params string[] stops)
    {
        var generator = new Generator(Model("p", says), Bytes);

        Assert.Equal(shown, Text(generator.Generate(Ask("p", stops), default)));
    }

    [Fact]
    public void TextHeldBackComesWithTheLastTokenAndNeverWithTheStop()
    {
        var tokens = new Generator(Model("p", "12#"), Bytes).Generate(Ask("p", "##"), default).ToList();

        Assert.Equal(["1", "2", "#"], tokens.Select(token => token.Text));
        Assert.DoesNotContain(End, tokens.Select(token => token.Id));
    }

    [Fact]
    public void TextHeldBackComesWithTheLastTokenOfTheBudget()
    {
        var generator = new Generator(Model("p", "1##"), Bytes);

        Assert.Equal("1#", Text(generator.Generate(Ask("p", "##") with { MaxTokens = 2 }, default)));
        Assert.Equal(StopReason.TokenBudget, generator.End!.Reason);
    }

    [Fact]
    public void ShowsACharacterWhenItsLastByteHasCome()
    {
        var shown = new Generator(Model("p", "列表"), Bytes).Generate(Ask("p"), default).Select(token => token.Text).ToList();

        Assert.Equal(["", "", "列", "", "", "表"], shown);
    }

    [Fact]
    public void EndsWithTheBudgetAndWithTheContext()
    {
        var generator = new Generator(Model("p", "abcdefgh", context: 6), Bytes);

        Assert.Equal("abc", Text(generator.Generate(Ask("p") with { MaxTokens = 3 }, default)));
        Assert.Equal(StopReason.TokenBudget, generator.End!.Reason);
        Assert.Equal("abcde", Text(generator.Generate(Ask("p"), default)));
        Assert.Equal(StopReason.ContextFull, generator.End!.Reason);
        Assert.Throws<ArgumentException>(() => generator.Generate(Ask("pppppp"), default));
    }

    [Fact]
    public void ComputesOnlyWhatTheCacheLacks()
    {
        var model = Model("the plan", ":x").Expect([.. Bytes.Encode("the plan:x code")], [.. Bytes.Encode("y"), End]);
        var generator = new Generator(model, Bytes);
        Text(generator.Generate(Ask("the plan"), default));
        var before = model.ComputedTokens;

        Assert.Equal("y", Text(generator.Generate(Ask("the plan:x code"), default)));
        Assert.Equal("the plan:x".Length, generator.End!.ReusedTokens);
        Assert.Equal(" code".Length + 1, model.ComputedTokens - before);
    }

    [Fact]
    public void CancelsBetweenTwoTokensAndGoesOnAfterwards()
    {
        using var cancellation = new CancellationTokenSource();
        var model = Model("p", "abcdef");
        var generator = new Generator(model, Bytes);
        var tokens = generator.Generate(Ask("p"), cancellation.Token).GetEnumerator();
        Assert.True(tokens.MoveNext());
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => tokens.MoveNext());
        Assert.Equal("abcdef", Text(generator.Generate(Ask("p"), default)));
    }

    [Fact]
    public void ScoresATextUnderTheModel()
    {
        var generator = new Generator(Model("p", "ab"), Bytes);
        int[] ids = [.. Bytes.Encode("pab")];

        // One logit of 20 among zeros: the probability of that token is e^20 / (e^20 + n - 1).
        var expected = -Math.Log(1 + ((Bytes.VocabularySize - 1) * Math.Exp(-20)));
        Assert.All(generator.Score(ids, 1, default), score => Assert.Equal(expected, score, 1e-6));
        Assert.Equal(2, generator.Score(ids, 1, default).Length);
        Assert.Single(generator.Score(ids, 2, default));
    }

    [Fact]
    public void ScoresALongTextInPieces()
    {
        var says = string.Concat(Enumerable.Repeat("0123456789", 15));
        var model = Model("p", says);
        var generator = new Generator(model, Bytes);
        int[] ids = [.. Bytes.Encode("p" + says)];

        Assert.Equal(150, generator.Score(ids, 1, default).Count(score => score > -1e-5));
        Assert.Equal(51, generator.Score(ids, 100, default).Count(score => score > -1e-5));
    }

    [Fact]
    public void LogProbabilitiesAddUpToOne()
    {
        float[] logits = [.. Enumerable.Range(0, 1000).Select(id => MathF.Sin(id) * 30)];
        var sampler = new TokenSampler(Sampling.Greedy, logits.Length);

        Assert.Equal(1, Enumerable.Range(0, logits.Length).Sum(id => Math.Exp(sampler.LogProbability(logits, id))), 1e-5);
    }

    [Fact]
    public void SamplesTheSameTokensForTheSameSeed()
    {
        float[] logits = [1, 3, 2, 2.5f, -1];
        var draws = (int seed, double topP) =>
        {
            var sampler = new TokenSampler(new Sampling(0.9, topP, seed), logits.Length);
            return Enumerable.Range(0, 400).Select(_ => sampler.Draw(logits)).ToList();
        };

        Assert.Equal(draws(7, 1), draws(7, 1));
        Assert.NotEqual(draws(7, 1), draws(8, 1));
        Assert.Equal([0, 1, 2, 3, 4], draws(7, 1).Distinct().Order());
        Assert.Equal([1, 3], draws(7, 0.6).Distinct().Order()); // the nucleus of 60 %: the two most probable
        Assert.Equal(1, new TokenSampler(Sampling.Greedy, logits.Length).Draw(logits));
    }
}
