using System.Text;
using System.Text.Json.Nodes;
using CotAssist.Inference;

namespace CotAssist.Tests.Inference;

/// <summary>Writes small tokenizer.json files: 256 bytes as ids 0..255, then merges, then added tokens.</summary>
internal sealed class TokenizerJson
{
    private readonly JsonObject vocabulary = [];
    private readonly JsonArray merges = [];
    private readonly JsonArray added = [];
    private JsonNode? preTokenizer = Split(@"\p{L}+|[^\p{L}]+");
    private JsonNode? normalizer;
    private bool ignoreMerges;

    public TokenizerJson()
    {
        for (var value = 0; value < 256; value++)
        {
            vocabulary[ByteLevelAlphabet.ToChar((byte)value).ToString()] = value;
        }
    }

    /// <summary>Each as "left right", in plain text, a blank written as ·; its id is the next free one.</summary>
    public TokenizerJson Merge(params string[] pairs)
    {
        foreach (var pair in pairs)
        {
            var halves = pair.Split(' ').Select(half => ByteLevelAlphabet.ToText(Encoding.UTF8.GetBytes(half.Replace('·', ' ')))).ToArray();
            merges.Add(string.Join(' ', halves));
            vocabulary[string.Concat(halves)] = vocabulary.Count;
        }

        return this;
    }

    /// <summary>Newer files write a merge as an array of two.</summary>
    public TokenizerJson MergesAsPairs()
    {
        for (var i = 0; i < merges.Count; i++)
        {
            merges[i] = new JsonArray([.. merges[i]!.GetValue<string>().Split(' ').Select(half => (JsonNode)half)]);
        }

        return this;
    }

    public TokenizerJson Token(string text)
    {
        vocabulary[ByteLevelAlphabet.ToText(Encoding.UTF8.GetBytes(text))] = vocabulary.Count;
        return this;
    }

    public TokenizerJson Added(string text, bool special = true)
    {
        added.Add(new JsonObject { ["id"] = vocabulary.Count + added.Count, ["content"] = text, ["special"] = special });
        return this;
    }

    public TokenizerJson PreTokenizer(JsonNode? node)
    {
        preTokenizer = node;
        return this;
    }

    public TokenizerJson Normalizer(string type)
    {
        normalizer = new JsonObject { ["type"] = type };
        return this;
    }

    public TokenizerJson IgnoreMerges()
    {
        ignoreMerges = true;
        return this;
    }

    public static JsonNode Split(string pattern) => new JsonObject
    {
        ["type"] = "Sequence",
        ["pretokenizers"] = new JsonArray(
            new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = pattern }, ["behavior"] = "Isolated", ["invert"] = false },
            ByteLevel(useRegex: false)),
    };

    public static JsonNode ByteLevel(bool useRegex) =>
        new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = useRegex };

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["added_tokens"] = added.DeepClone(),
        ["normalizer"] = normalizer?.DeepClone(),
        ["pre_tokenizer"] = preTokenizer?.DeepClone(),
        ["decoder"] = ByteLevel(useRegex: false),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE", ["ignore_merges"] = ignoreMerges, ["vocab"] = vocabulary.DeepClone(), ["merges"] = merges.DeepClone(),
        },
    }.ToJsonString());

    public Tokenizer Build() => Tokenizer.Parse(ToBytes());
}
