using System.Text.Json;
using System.Text.RegularExpressions;

namespace CotAssist.Inference;

/// <summary>
/// Reads the parts of a Hugging Face <c>tokenizer.json</c> that byte-level BPE consists of, and refuses in one sentence
/// whatever would make the ids differ. Format: https://huggingface.co/docs/tokenizers/api/tokenizer.
/// </summary>
internal static class TokenizerFile
{
    /// <summary>ByteLevel's own pattern when use_regex is true: GPT-2's.</summary>
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public sealed record Content(
        Dictionary<string, int> Vocabulary, BytePairMerges Merges, bool IgnoreMerges, List<AddedToken> AddedTokens,
        PreTokenizer PreTokenizer);

    public sealed record AddedToken(string Text, int Id, bool Special);

    public static Content Read(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"tokenizer.json is not a Hugging Face tokenizer file: {e.Message}", e);
        }
    }

    private static Content Read(JsonElement root)
    {
        var model = root.GetProperty("model");
        if (Text(model, "type") is { } type && type != "BPE")
        {
            throw new InvalidDataException($"tokenizer.json holds a {type} model; only byte-level BPE can be read.");
        }

        if (Flag(model, "byte_fallback") || Text(model, "continuing_subword_prefix") is { Length: > 0 } || Text(model, "end_of_word_suffix") is { Length: > 0 })
        {
            throw new InvalidDataException("tokenizer.json holds a BPE model that works on characters; only byte-level BPE can be read.");
        }

        RefuseOtherNormalizers(root);
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in model.GetProperty("vocab").EnumerateObject())
        {
            vocabulary[entry.Name] = entry.Value.GetInt32();
        }

        var added = new List<AddedToken>();
        if (root.TryGetProperty("added_tokens", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            added.AddRange(list.EnumerateArray().Select(
                token => new AddedToken(token.GetProperty("content").GetString()!, token.GetProperty("id").GetInt32(), Flag(token, "special"))));
        }

        if (vocabulary.Values.Concat(added.Select(token => token.Id)).Any(id => id < 0))
        {
            throw new InvalidDataException("tokenizer.json gives a token a negative id.");
        }

        return new(
            vocabulary,
            new(BytesOf(vocabulary), Merges(model.GetProperty("merges"), vocabulary)),
            Flag(model, "ignore_merges"),
            added,
            new(Patterns(root)));
    }

    private static int[] BytesOf(Dictionary<string, int> vocabulary)
    {
        var ids = new int[256];
        for (var value = 0; value < 256; value++)
        {
            if (!vocabulary.TryGetValue(ByteLevelAlphabet.ToChar((byte)value).ToString(), out ids[value]))
            {
                ids[value] = value is 0xC0 or 0xC1 or >= 0xF5
                    ? -1
                    : throw new InvalidDataException($"tokenizer.json lacks a token for byte 0x{value:X2}; only byte-level BPE can be read.");
            }
        }

        return ids;
    }

    /// <summary>Either "left right" or ["left", "right"].</summary>
    private static List<(int Left, int Right, int Id)> Merges(JsonElement list, Dictionary<string, int> vocabulary)
    {
        var merges = new List<(int, int, int)>(list.GetArrayLength());
        foreach (var merge in list.EnumerateArray())
        {
            var pair = merge.ValueKind == JsonValueKind.Array
                ? [.. merge.EnumerateArray().Select(half => half.GetString()!)]
                : merge.GetString()!.Split(' ');
            if (pair.Length != 2
                || !vocabulary.TryGetValue(pair[0], out var left)
                || !vocabulary.TryGetValue(pair[1], out var right)
                || !vocabulary.TryGetValue(pair[0] + pair[1], out var id))
            {
                throw new InvalidDataException($"tokenizer.json merges {merge.GetRawText()}, which its vocabulary does not hold.");
            }

            merges.Add((left, right, id));
        }

        return merges;
    }

    private static List<Regex> Patterns(JsonElement root)
    {
        var patterns = new List<Regex>();
        var byteLevel = false;
        foreach (var step in Steps(root, "pre_tokenizer", "pretokenizers"))
        {
            switch (Text(step, "type"))
            {
                case "Split" when Text(step, "behavior") == "Isolated" && !Flag(step, "invert"):
                    var pattern = step.GetProperty("pattern");
                    patterns.Add(Compile(Text(pattern, "Regex") ?? Regex.Escape(Text(pattern, "String") ?? "")));
                    break;
                case "Digits":
                    patterns.Add(Compile(Flag(step, "individual_digits") ? @"\p{N}" : @"\p{N}+"));
                    break;
                case "ByteLevel" when !Flag(step, "add_prefix_space"):
                    byteLevel = true;
                    if (!step.TryGetProperty("use_regex", out var use) || use.GetBoolean())
                    {
                        patterns.Add(Compile(Gpt2Pattern));
                    }

                    break;
                default:
                    throw new InvalidDataException($"tokenizer.json splits text by {step.GetRawText()}, which is not supported.");
            }
        }

        return byteLevel
            ? patterns
            : throw new InvalidDataException("tokenizer.json has no ByteLevel pre-tokenizer; only byte-level BPE can be read.");
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"tokenizer.json splits text by a regular expression that .NET cannot read: {e.Message}", e);
        }
    }

    /// <summary>
    /// NFC is accepted and left out: source text is composed as it is, and the runtime's invariant globalization cannot compose.
    /// </summary>
    private static void RefuseOtherNormalizers(JsonElement root)
    {
        foreach (var step in Steps(root, "normalizer", "normalizers"))
        {
            if (Text(step, "type") != "NFC")
            {
                throw new InvalidDataException($"tokenizer.json normalizes text by {step.GetRawText()}, which is not supported.");
            }
        }
    }

    /// <summary>The one step under <paramref name="name"/>, those of a Sequence, or none.</summary>
    private static IEnumerable<JsonElement> Steps(JsonElement root, string name, string sequence)
    {
        if (!root.TryGetProperty(name, out var step) || step.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return Text(step, "type") == "Sequence" ? step.GetProperty(sequence).EnumerateArray() : [step];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
