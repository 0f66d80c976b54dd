using System.Text;
using CotAssist.Inference;
using FsCheck;
using FsCheck.Fluent;

namespace CotAssist.Tests.Inference;

public sealed class TokenizerTests
{
    private static readonly Tokenizer Abc = new TokenizerJson().Merge("a b", "b c", "ab c", "c c").Added("<|end|>").Build();

    /// <summary>The pre-tokenizers of Qwen2.5-Coder and of Llama 3 (which takes up to three digits).</summary>
    private const string Qwen = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Llama3 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static string[] Pieces(Tokenizer tokenizer, string text) => [.. tokenizer.Encode(text).Select(id => tokenizer.Decode([id]))];

    [Theory]
    [InlineData("abc", "abc")] // a+b has the lowest rank, then ab+c
    [InlineData("bc", "bc")]
    [InlineData("bcc", "bc|c")] // b+c before c+c
    [InlineData("abcc", "abc|c")]
    [InlineData("accb", "a|cc|b")]
    [InlineData("ccc", "cc|c")] // leftmost first
    [InlineData("cccc", "cc|cc")]
    [InlineData("xyz", "x|y|z")]
    public void MergesByRankThenFromTheLeft(string text, string pieces) => Assert.Equal(pieces.Split('|'), Pieces(Abc, text));

    [Fact]
    public void MergesMayBeWrittenAsPairs() =>
        Assert.Equal(["abc"], Pieces(new TokenizerJson().Merge("a b", "ab c").MergesAsPairs().Build(), "abc"));

    [Fact]
    public void NeverMergesAcrossWords() => Assert.Equal(["ab", "1", "ab"], Pieces(Abc, "ab1ab"));

    [Theory]
    [InlineData("foo(bar, 123);\n\n    x", "foo|(bar|,| |1|2|3|);\n\n|   | x")]
    [InlineData("it's 🙂smile", "it|'s| 🙂|smile")]
    [InlineData("𝒳𝒴 𠀀𠀁", "𝒳𝒴| 𠀀𠀁")] // letters beyond the BMP are letters
    [InlineData("\u200d𠀀", "\u200d𠀀")]
    public void SplitsAsQwenDoes(string text, string words) => Assert.Equal(words.Split('|'), Words(Qwen, text));

    [Fact]
    public void SplitsAsLlama3Does() => Assert.Equal(["x", "=", "123", "456"], Words(Llama3, "x=123456"));

    [Fact]
    public void ByteLevelAloneSplitsAsGpt2Does()
    {
        var tokenizer = new TokenizerJson().PreTokenizer(TokenizerJson.ByteLevel(useRegex: true))
            .Merge("b 1", "a b", "1 2", "· ab").Build();

        Assert.Equal(["ab", "12", " ab"], Pieces(tokenizer, "ab12 ab"));
    }

    [Fact]
    public void WholeWordsComeBeforeMergesWhereTheFileSaysSo()
    {
        var json = new TokenizerJson().Merge("a b").Token("bcd");

        Assert.Equal(["b", "c", "d"], Pieces(json.Build(), "bcd"));
        Assert.Equal(["bcd"], Pieces(json.IgnoreMerges().Build(), "bcd"));
    }

    [Fact]
    public void SpecialTokensAreNeverText()
    {
        var end = Abc.SpecialId("<|end|>")!.Value;

        Assert.True(Abc.IsSpecial(end));
        Assert.Equal(Abc.VocabularySize - 1, end);
        Assert.DoesNotContain(end, Abc.Encode("<|end|>"));
        Assert.Equal("<|end|>", Abc.Decode(Abc.Encode("<|end|>")));
        Assert.Equal("abab", Abc.Decode([.. Abc.Encode("ab"), end, .. Abc.Encode("ab")]));
        Assert.True(Abc.BytesOf(end).IsEmpty);
        Assert.Null(Abc.SpecialId("<|other|>"));
    }

    [Fact]
    public void AddedTokensThatAreNotSpecialAreText()
    {
        var tokenizer = new TokenizerJson().Added("<tool>", special: false).Build();

        Assert.Equal("<tool>", tokenizer.Decode([tokenizer.SpecialId("<tool>")!.Value]));
    }

    [Theory]
    [InlineData(new[] { 'x', '\ud83d' }, "x\ufffd")]
    [InlineData(new[] { '\ude42', 'x' }, "\ufffdx")]
    [InlineData(new[] { '\ude42', '\ud83d' }, "\ufffd\ufffd")]
    public void HalfASurrogatePairBecomesTheReplacementCharacter(char[] text, string decoded) =>
        Assert.Equal(decoded, Abc.Decode(Abc.Encode(new string(text))));

    [Theory]
    [InlineData("中文注释：把列表排序。")]
    [InlineData("👩‍👩‍👧‍👦 🇩🇪 naïve\r\n\tİı ﬁ")]
    [InlineData("")]
    public void RoundTrips(string text) => Assert.Equal(text, Abc.Decode(Abc.Encode(text)));

    [Fact]
    public void AnyStringRoundTrips()
    {
        var qwen = new TokenizerJson().PreTokenizer(TokenizerJson.Split(Qwen)).Merge("a b", "e r", "i n", "in t").Build();
        Prop.ForAll<string?>(any =>
        {
            var text = WellFormed(any ?? "");
            return qwen.Decode(qwen.Encode(text)) == text;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void StreamingGivesTheSameTextForAnyIds()
    {
        var ids = Gen.Choose(0, Abc.VocabularySize - 1).ArrayOf().ToArbitrary();
        Prop.ForAll(ids, sequence =>
        {
            var decoder = new TokenDecoder(Abc);
            var streamed = string.Concat(sequence.Select(decoder.Push)) + decoder.Flush();
            return streamed == Encoding.UTF8.GetString([.. sequence.SelectMany(id => Abc.BytesOf(id).ToArray())]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void StreamingHoldsACharacterBackUntilItIsWhole()
    {
        var decoder = new TokenDecoder(Abc);

        Assert.Equal(["", "", "", "🙂", "a"], Abc.Encode("🙂a").Select(decoder.Push));
        Assert.Equal("", decoder.Push(0xE4)); // the first of three bytes of 中
        Assert.Equal("\ufffd", decoder.Flush());
    }

    [Fact]
    public void ALongWordIsNotQuadratic()
    {
        var word = string.Concat(Enumerable.Repeat("abcc", 100_000));

        Assert.Equal(200_000, Abc.Encode(word).Length);
    }

    [Theory]
    [InlineData("", "tokenizer.json is not a Hugging Face tokenizer file")]
    [InlineData("[]", "tokenizer.json is not a Hugging Face tokenizer file")]
    [InlineData("""{"model":{"type":"Unigram"}}""", "Unigram")]
    [InlineData("""{"model":{"type":"BPE","byte_fallback":true,"vocab":{},"merges":[]}}""", "works on characters")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""", "lacks a token for byte 0x00")]
    public void SaysWhatIsWrongWithAFile(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Tokenizer.Parse(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void RefusesSplittersItDoesNotKnow()
    {
        var json = new TokenizerJson().PreTokenizer(new System.Text.Json.Nodes.JsonObject { ["type"] = "Metaspace" });

        Assert.Contains("Metaspace", Assert.Throws<InvalidDataException>(() => json.Build()).Message);
    }

    /// <summary>The words that BPE merges within.</summary>
    private static string[] Words(string pattern, string text) =>
        [.. new PreTokenizer([new(pattern)]).Split(text).Select(range => text[range])];

    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
