using System.Text;
using CotAssist.Curriculum;
using CotAssist.Inference;

namespace CotAssist.Tests.Curriculum;

public sealed class TokenizerTrainerTests
{
    private const string Code = "int Sum(int[] values)\n{\n    int sum = 0;\n    foreach (int value in values)\n    {\n        sum += value;\n    }\n\n    return sum;\n}\n";

    private static Tokenizer Train(int size, params string[] texts) =>
        Tokenizer.Parse(TokenizerTrainer.Train(texts, size, ["<|pad|>", "<|end|>"]));

    private static string[] Words(Tokenizer tokenizer, string text) => [.. tokenizer.Encode(text).Select(id => tokenizer.Decode([id]))];

    [Fact]
    public void SpecialTokensThenBytesThenMerges()
    {
        var tokenizer = Train(2 + 256 + 1, "aab aab");

        Assert.Equal(0, tokenizer.SpecialId("<|pad|>"));
        Assert.Equal(1, tokenizer.SpecialId("<|end|>"));
        Assert.Equal((byte)'a', tokenizer.BytesOf(2 + 'a')[0]);
        Assert.Equal("aa", tokenizer.Decode([2 + 256])); // (a,a) and (a,b) both count 2; the lower ids win
    }

    [Fact]
    public void LearnsTheMostFrequentPairFirst()
    {
        // low x5, lower x2, newest x6, widest x3: the example of Sennrich et al. (2016); "es" counts 9, then "est" 9.
        var text = string.Concat(Enumerable.Repeat("low\n", 5).Concat(Enumerable.Repeat("lower\n", 2))
            .Concat(Enumerable.Repeat("newest\n", 6)).Concat(Enumerable.Repeat("widest\n", 3)));
        var tokenizer = Train(2 + 256 + 3, text);

        Assert.Equal(["es", "est", "lo"], new[] { 258, 259, 260 }.Select(id => tokenizer.Decode([id])));
    }

    [Fact]
    public void StopsWhenNoPairRepeats() => Assert.Equal(2 + 256, Train(1000, "abcdefg").VocabularySize);

    [Fact]
    public void OneTokenForALineBreakAndItsIndentation()
    {
        var tokenizer = Train(600, string.Concat(Enumerable.Repeat(Code, 20)));

        Assert.Equal(["{", "\n    ", "int", " sum"], Words(tokenizer, "{\n    int sum"));
        Assert.Equal(["{", "\n        ", "sum"], Words(tokenizer, "{\n        sum"));
    }

    [Fact]
    public void DigitsStaySingleAndChineseStandsApartFromLetters()
    {
        var tokenizer = Train(2000, string.Concat(Enumerable.Repeat("把List排序 2026 次\n", 50)));

        Assert.Equal(["把", "List", "排序", " 2", "0", "2", "6", " ", "次", "\n"], Words(tokenizer, "把List排序 2026 次\n"));
    }

    [Fact]
    public void TheOrderOfTheTextsDoesNotMatter()
    {
        string[] texts = [Code, "return values.Where(value => value > 0).Sum();", "// 求和\n// 求平均"];

        Assert.Equal(
            Encoding.UTF8.GetString(TokenizerTrainer.Train(texts, 500, ["<|end|>"])),
            Encoding.UTF8.GetString(TokenizerTrainer.Train(texts.Reverse(), 500, ["<|end|>"])));
    }

    [Fact]
    public void WhatItTrainsRoundTrips()
    {
        var tokenizer = Train(500, Code);

        foreach (var text in new[] { Code, "", " \t x\r\n\r\n\ty", "naïve 🙂🙃 中文，标点。", "\u0000\u200d" })
        {
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        }
    }

    [Fact]
    public void RefusesAVocabularyTooSmallForTheBytes() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenizerTrainer.Train([], 256, ["<|end|>"]));
}
