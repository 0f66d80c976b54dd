using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CotAssist.Inference;

namespace CotAssist.Curriculum;

/// <summary>
/// Trains a byte-level BPE vocabulary (Sennrich et al., 2016) and writes it as a Hugging Face tokenizer.json that
/// <see cref="Tokenizer"/> reads. Deterministic: the order of the texts does not matter, ties go to the lower ids.
/// </summary>
public static partial class TokenizerTrainer
{
    /// <summary>
    /// What one word may be, most specific first: a line break with the indentation after it, a run of CJK characters,
    /// other letters, one digit, punctuation (these three with a space before), other white space.
    /// </summary>
    private const string Pattern =
        """\r?\n[ \t]*|[ぁ-ヿ㐀-䶿一-鿿가-힣]+| ?(?:(?![ぁ-ヿ㐀-䶿一-鿿가-힣])\p{L})+| ?\p{N}| ?[^\s\p{L}\p{N}]+|[^\S\r\n]+(?!\S)|\s""";

    /// <summary>A pair seen once saves nothing.</summary>
    private const int LeastCount = 2;

    /// <param name="vocabularySize">Special tokens, 256 bytes and merges together; fewer when the texts hold no more pairs.</param>
    /// <param name="specialTokens">Take the ids from 0 on, in this order.</param>
    /// <returns>The UTF-8 text of tokenizer.json.</returns>
    public static byte[] Train(IEnumerable<string> texts, int vocabularySize, IReadOnlyList<string> specialTokens)
    {
        var firstByte = specialTokens.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, firstByte + 256);
        var vocabulary = new List<string>(specialTokens);
        vocabulary.AddRange(Enumerable.Range(0, 256).Select(value => ByteLevelAlphabet.ToChar((byte)value).ToString()));

        var words = new List<Word>();
        foreach (var (text, count) in CountWords(texts))
        {
            words.Add(new([.. Encoding.UTF8.GetBytes(text).Select(value => firstByte + value)], count));
        }

        var merges = LearnMerges(words, vocabulary, vocabularySize);
        return Write(specialTokens.Count, vocabulary, merges);
    }

    private static Dictionary<string, long> CountWords(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var byWord = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
        {
            foreach (var match in WordPattern().EnumerateMatches(text))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(byWord, text.AsSpan(match.Index, match.Length), out _)++;
            }
        }

        return counts;
    }

    /// <summary>Counts each pair once, then only corrects the counts around the words that a merge changes.</summary>
    private static List<(int Left, int Right)> LearnMerges(List<Word> words, List<string> vocabulary, int vocabularySize)
    {
        // "ab" + "c" and "a" + "bc" are two merges but one token.
        var ids = vocabulary.Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => entry.id, StringComparer.Ordinal);
        var changed = new HashSet<(int Left, int Right)>();
        var pairs = new Dictionary<(int Left, int Right), Pair>();
        for (var index = 0; index < words.Count; index++)
        {
            Count(index, +1);
        }

        // A heap of what a pair counted when it was offered; an entry that has since changed is offered anew.
        var queue = new PriorityQueue<(int Left, int Right), (long Count, int Left, int Right)>(
            pairs.Select(entry => (entry.Key, Priority(entry.Key, entry.Value.Count))));
        var merges = new List<(int, int)>();
        while (vocabulary.Count < vocabularySize && queue.TryDequeue(out var best, out var priority))
        {
            var pair = pairs[best];
            if (pair.Count != -priority.Count)
            {
                continue;
            }

            if (pair.Count < LeastCount)
            {
                break;
            }

            merges.Add(best);
            var token = vocabulary[best.Left] + vocabulary[best.Right];
            if (!ids.TryGetValue(token, out var id))
            {
                id = ids[token] = vocabulary.Count;
                vocabulary.Add(token);
            }

            changed.Clear();
            foreach (var index in pair.Words.ToArray())
            {
                Count(index, -1);
                words[index].Merge(best.Left, best.Right, id);
                Count(index, +1);
            }

            foreach (var key in changed)
            {
                if (pairs[key].Count >= LeastCount)
                {
                    queue.Enqueue(key, Priority(key, pairs[key].Count));
                }
            }
        }

        return merges;

        void Count(int index, int sign)
        {
            var word = words[index];
            for (var i = 0; i + 1 < word.Ids.Length; i++)
            {
                var key = (word.Ids[i], word.Ids[i + 1]);
                ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, key, out _);
                pair ??= new();
                pair.Count += sign * word.Count;
                if (sign > 0)
                {
                    pair.Words.Add(index);
                }

                changed.Add(key);
            }
        }
    }

    private static (long, int, int) Priority((int Left, int Right) pair, long count) => (-count, pair.Left, pair.Right);

    private static byte[] Write(int specialTokens, List<string> vocabulary, List<(int Left, int Right)> merges)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteNull("truncation");
            json.WriteNull("padding");
            json.WriteStartArray("added_tokens");
            for (var id = 0; id < specialTokens; id++)
            {
                json.WriteStartObject();
                json.WriteNumber("id", id);
                json.WriteString("content", vocabulary[id]);
                json.WriteBoolean("single_word", false);
                json.WriteBoolean("lstrip", false);
                json.WriteBoolean("rstrip", false);
                json.WriteBoolean("normalized", false);
                json.WriteBoolean("special", true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNull("normalizer");
            json.WriteStartObject("pre_tokenizer");
            json.WriteString("type", "Sequence");
            json.WriteStartArray("pretokenizers");
            json.WriteStartObject();
            json.WriteString("type", "Split");
            json.WriteStartObject("pattern");
            json.WriteString("Regex", Pattern);
            json.WriteEndObject();
            json.WriteString("behavior", "Isolated");
            json.WriteBoolean("invert", false);
            json.WriteEndObject();
            WriteByteLevel(json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNull("post_processor");
            json.WritePropertyName("decoder");
            WriteByteLevel(json);
            json.WriteStartObject("model");
            json.WriteString("type", "BPE");
            json.WriteNull("dropout");
            json.WriteNull("unk_token");
            json.WriteNull("continuing_subword_prefix");
            json.WriteNull("end_of_word_suffix");
            json.WriteBoolean("fuse_unk", false);
            json.WriteBoolean("byte_fallback", false);
            json.WriteBoolean("ignore_merges", false);
            json.WriteStartObject("vocab");
            for (var id = 0; id < vocabulary.Count; id++)
            {
                json.WriteNumber(vocabulary[id], id);
            }

            json.WriteEndObject();
            json.WriteStartArray("merges");
            foreach (var (left, right) in merges)
            {
                json.WriteStringValue($"{vocabulary[left]} {vocabulary[right]}");
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteByteLevel(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", false);
        json.WriteEndObject();
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();

    private sealed class Pair
    {
        public long Count { get; set; }

        /// <summary>Words that held the pair at some time; one that no longer does costs a look, no more.</summary>
        public HashSet<int> Words { get; } = [];
    }

    private sealed class Word(int[] ids, long count)
    {
        public int[] Ids { get; private set; } = ids;

        public long Count { get; } = count;

        public void Merge(int left, int right, int id)
        {
            var merged = new List<int>(Ids.Length);
            for (var i = 0; i < Ids.Length; i++)
            {
                var both = i + 1 < Ids.Length && Ids[i] == left && Ids[i + 1] == right;
                merged.Add(both ? id : Ids[i]);
                i += both ? 1 : 0;
            }

            Ids = [.. merged];
        }
    }
}
