using System.Collections.Concurrent;
using System.Text;

namespace CotAssist.Inference;

/// <summary>
/// Byte-level byte-pair encoding as a Hugging Face <c>tokenizer.json</c> describes it: text to ids and back.
/// Safe to share between threads.
/// </summary>
public sealed class Tokenizer
{
    private const int CachedWords = 1 << 16;
    private const int LongestCachedWord = 64;

    private readonly BytePairMerges merges;
    private readonly PreTokenizer preTokenizer;
    private readonly byte[][] bytes;
    private readonly HashSet<int> special = [];
    private readonly Dictionary<string, int> added = new(StringComparer.Ordinal);

    /// <summary>Vocabulary by its byte-level spelling, when whole words are taken from it before any merge (Llama 3).</summary>
    private readonly Dictionary<string, int>? wholeWords;

    private readonly ConcurrentDictionary<string, int[]> cache = new(StringComparer.Ordinal);
    private int cached;

    private Tokenizer(TokenizerFile.Content file)
    {
        merges = file.Merges;
        preTokenizer = file.PreTokenizer;
        wholeWords = file.IgnoreMerges ? file.Vocabulary : null;
        VocabularySize = 1 + file.Vocabulary.Values.Concat(file.AddedTokens.Select(token => token.Id)).Max();

        bytes = new byte[VocabularySize][];
        Array.Fill(bytes, []);
        foreach (var (text, id) in file.Vocabulary)
        {
            bytes[id] = ByteLevelAlphabet.ToBytes(text) ?? Encoding.UTF8.GetBytes(text);
        }

        foreach (var token in file.AddedTokens)
        {
            added[token.Text] = token.Id;
            if (token.Special)
            {
                special.Add(token.Id);
                bytes[token.Id] = [];
            }
            else if (bytes[token.Id].Length == 0)
            {
                bytes[token.Id] = Encoding.UTF8.GetBytes(token.Text);
            }
        }
    }

    /// <summary>Reads <c>tokenizer.json</c>.</summary>
    /// <exception cref="InvalidDataException">Not a byte-level BPE tokenizer; one sentence says what it lacks.</exception>
    public static Tokenizer Parse(ReadOnlySpan<byte> utf8Json) => new(TokenizerFile.Read(utf8Json));

    public static Tokenizer Load(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>One more than the highest id.</summary>
    public int VocabularySize { get; }

    /// <summary>
    /// Encodes plain text; markers such as <c>&lt;|plan|&gt;</c> inside it stay plain text, and half a surrogate pair
    /// becomes U+FFFD.
    /// </summary>
    public int[] Encode(string text)
    {
        text = WellFormed(text);
        var ids = new List<int>(text.Length / 3 + 1);
        var known = cache.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in preTokenizer.Split(text))
        {
            var word = text.AsSpan(range);
            if (!known.TryGetValue(word, out var wordIds))
            {
                wordIds = EncodeWord(word);
                Remember(word, wordIds);
            }

            ids.AddRange(wordIds);
        }

        return [.. ids];
    }

    /// <summary>The id of a special (added) token, or null when the vocabulary has none of that name.</summary>
    public int? SpecialId(string token) => added.TryGetValue(token, out var id) ? id : null;

    public bool IsSpecial(int id) => special.Contains(id);

    /// <summary>The bytes a token stands for; empty for special tokens, and for ids of no token.</summary>
    public ReadOnlySpan<byte> BytesOf(int id) => (uint)id < (uint)bytes.Length ? bytes[id] : [];

    /// <summary>Text of the ids, special tokens left out; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var decoder = new TokenDecoder(this);
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            text.Append(decoder.Push(id));
        }

        return text.Append(decoder.Flush()).ToString();
    }

    private int[] EncodeWord(ReadOnlySpan<char> word)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(word)];
        Encoding.UTF8.GetBytes(word, utf8);
        return wholeWords is not null && wholeWords.TryGetValue(ByteLevelAlphabet.ToText(utf8), out var id) && !special.Contains(id)
            ? [id]
            : merges.Apply(utf8);
    }

    private void Remember(ReadOnlySpan<char> word, int[] ids)
    {
        if (word.Length > LongestCachedWord)
        {
            return;
        }

        if (Interlocked.Increment(ref cached) > CachedWords)
        {
            cache.Clear();
            cached = 0;
        }

        cache.TryAdd(word.ToString(), ids);
    }

    private static string WellFormed(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // gives U+FFFD for half a pair
        {
            result.Append(rune);
        }

        return result.ToString();
    }
}
