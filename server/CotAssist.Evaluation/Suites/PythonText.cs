using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>A JSON value as Python's str() or repr() writes it.</summary>
internal static class PythonText
{
    /// <param name="quoted">repr: a text in quotes.</param>
    public static string Of(JsonElement value, bool quoted) => value.ValueKind switch
    {
        JsonValueKind.String => quoted ? Quote(value.GetString()!) : value.GetString()!,
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(item => Of(item, quoted: true)))}]",
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(field => $"{Quote(field.Name)}: {Of(field.Value, quoted: true)}"))}}}",
        _ => value.GetRawText(),
    };

    private static string Quote(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        return text.Contains('\'') && !text.Contains('"') ? $"\"{escaped}\"" : $"'{escaped.Replace("'", "\\'", StringComparison.Ordinal)}'";
    }
}
