using System.Text;

namespace CotAssist.Curriculum.Queries;

/// <summary>"$sel", "{$n}" and the like.</summary>
internal static class Placeholders
{
    /// <summary>Replaces each placeholder by what it stands for, the longest that fits first.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> words)
    {
        var keys = words.Keys.OrderByDescending(k => k.Length).ToList();
        var filled = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var key = text[i] is '$' or '{' ? keys.Find(k => string.CompareOrdinal(text, i, k, 0, k.Length) == 0) : null;
            filled.Append(key is null ? text[i].ToString() : words[key]);
            i += key?.Length ?? 1;
        }

        return filled.ToString();
    }
}
