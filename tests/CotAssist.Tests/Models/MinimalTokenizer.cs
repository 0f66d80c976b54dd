using System.Text.Json.Nodes;
using CotAssist.Synthesis;

namespace CotAssist.Tests.Models;

/// <summary>
/// A byte-level BPE <c>tokenizer.json</c> of any size: the markers, the 256 bytes, then merges of two bytes until the
/// vocabulary is full, so that every id a random model draws can be decoded.
/// </summary>
internal static class MinimalTokenizer
{
    /// <summary>Markers and bytes.</summary>
    public static int SmallestVocabulary => Markers.All.Length + 256;

    public static string Json(int vocabularySize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, SmallestVocabulary);
        var vocabulary = new JsonObject();
        var merges = new JsonArray();
        foreach (var symbol in (IEnumerable<string>)[.. Markers.All, .. ByteSymbols])
        {
            vocabulary[symbol] = vocabulary.Count;
        }

        foreach (var (first, second) in ByteSymbols.SelectMany(_ => ByteSymbols, (first, second) => (first, second)).Take(vocabularySize - SmallestVocabulary))
        {
            vocabulary[first + second] = vocabulary.Count;
            merges.Add(new JsonArray(first, second));
        }

        return new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. Markers.All.Select((marker, id) => new JsonObject
            {
                ["id"] = id, ["content"] = marker, ["special"] = true, ["normalized"] = false,
                ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false,
            })]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = true },
            ["post_processor"] = null,
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = true, ["trim_offsets"] = true, ["use_regex"] = true },
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = merges },
        }.ToJsonString();
    }

    // GPT-2's alphabet: printable Latin-1 bytes stand for themselves, the others for U+0100 and up, in order.
    private static IReadOnlyList<string> ByteSymbols { get; } =
    [
        .. Enumerable.Range(0, 256).Select(value => ((char)(IsPrintable(value) ? value : 256 + Enumerable.Range(0, value).Count(lower => !IsPrintable(lower)))).ToString()),
    ];

    private static bool IsPrintable(int value) => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
}
