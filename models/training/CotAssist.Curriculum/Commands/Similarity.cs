using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Commands;

/// <summary>
/// Looks for training texts that come near evaluation texts: comments that share most of their word 5-grams, and codes that share most of their token 8-grams or are the same but for the names of variables. Embedding-free. Knows the evaluation files only as text.
/// </summary>
internal sealed partial class Similarity
{
    private const int CommentGram = 5, CodeGram = 8;
    private const double MostShared = 0.6;
    private readonly Dictionary<string, List<int>> _commentGrams = [];
    private readonly Dictionary<string, List<int>> _codeGrams = [];
    private readonly Dictionary<string, int> _shapes = [];
    private readonly List<(string Name, int CommentGrams, int CodeGrams)> _texts = [];

    public int Count => _texts.Count;

    /// <summary>Reads all .jsonl, .json, .cs and .txt files of a folder. Of records, every long string is a text.</summary>
    public void AddFolder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            switch (Path.GetExtension(file))
            {
                case ".jsonl":
                    var number = 0;
                    foreach (var line in File.ReadLines(file).Where(l => l.Length > 2))
                    {
                        number++;
                        foreach (var text in TextsOf(line))
                        {
                            Add($"{Path.GetFileName(file)}:{number}", text);
                        }
                    }

                    break;
                case ".cs" or ".txt":
                    Add(Path.GetFileName(file), File.ReadAllText(file));
                    break;
            }
        }
    }

    /// <summary>The evaluation text that a training sample comes too near to, and how near; null when there is none.</summary>
    public (string Name, double Shared)? Nearest(string comment, string code)
    {
        var byComment = Best(Grams(Words(comment), CommentGram), _commentGrams);
        var byCode = Best(Grams(Tokens(code), CodeGram), _codeGrams);
        var best = byComment.Shared >= byCode.Shared ? byComment : byCode;
        if (_shapes.TryGetValue(Shape(code), out var same))
        {
            best = (same, 1);
        }

        return best.Shared >= MostShared ? (_texts[best.Text].Name, best.Shared) : null;
    }

    private void Add(string name, string text)
    {
        var words = Grams(Words(text), CommentGram);
        var tokens = Grams(Tokens(text), CodeGram);
        if (words.Count == 0 && tokens.Count == 0)
        {
            return;
        }

        foreach (var (grams, index) in new[] { (words, _commentGrams), (tokens, _codeGrams) })
        {
            foreach (var gram in grams)
            {
                if (!index.TryGetValue(gram, out var texts))
                {
                    index[gram] = texts = [];
                }

                texts.Add(_texts.Count);
            }
        }

        _shapes.TryAdd(Shape(text), _texts.Count);
        _texts.Add((name, words.Count, tokens.Count));
    }

    /// <summary>The share of the sample's own grams that one evaluation text holds; short texts, with few grams, do not count.</summary>
    private static (int Text, double Shared) Best(HashSet<string> grams, Dictionary<string, List<int>> index)
    {
        const int fewest = 4;
        if (grams.Count < fewest)
        {
            return (-1, 0);
        }

        var hits = new Dictionary<int, int>();
        foreach (var gram in grams)
        {
            foreach (var text in index.GetValueOrDefault(gram, []))
            {
                hits[text] = hits.GetValueOrDefault(text) + 1;
            }
        }

        var best = hits.OrderByDescending(h => h.Value).FirstOrDefault();
        return best.Value == 0 ? (-1, 0) : (best.Key, (double)best.Value / grams.Count);
    }

    /// <summary>Some published records hold NaN, which is no JSON; their line is compared as it stands.</summary>
    private static List<string> TextsOf(string line)
    {
        try
        {
            using var record = JsonDocument.Parse(line);
            return [.. Strings(record.RootElement)];
        }
        catch (JsonException)
        {
            return [line];
        }
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() is { Length: > 20 } text ? [text] : [],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        _ => [],
    };

    private static string[] Words(string text) => [.. WordPattern().Matches(text).Select(m => m.Value.ToLowerInvariant())];

    private static string[] Tokens(string text) => [.. TokenPattern().Matches(text).Select(m => m.Value)];

    /// <summary>The code's tokens with its variables numbered in the order in which they appear; what begins with a capital is no variable.</summary>
    private static string Shape(string code)
    {
        var variables = new Dictionary<string, int>();
        return string.Join(' ', Tokens(code).Select(token => (char.IsLower(token[0]) || token[0] == '_') && SyntaxFacts.GetKeywordKind(token) == SyntaxKind.None
            ? variables.TryGetValue(token, out var number) ? $"${number}" : $"${variables[token] = variables.Count}"
            : token));
    }

    private static HashSet<string> Grams(string[] items, int size)
    {
        var grams = new HashSet<string>();
        for (var i = 0; i + size <= items.Length; i++)
        {
            grams.Add(string.Join(' ', items, i, size));
        }

        return grams;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"\w+|[^\s\w]")]
    private static partial Regex TokenPattern();
}
