using System.Collections.Immutable;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>Short ways to a record's fields; a missing one is an <see cref="InvalidDataException"/> that names it.</summary>
internal static class JsonFields
{
    public static bool Has(this JsonElement record, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!record.TryGetProperty(name, out _))
                return false;
        }

        return true;
    }

    public static string Text(this JsonElement record, string name) =>
        record.TextOrNull(name) ?? throw new InvalidDataException($"A record has no text field \"{name}\".");

    /// <summary>Null also where the field holds no text: mxeval writes null, HumanEval-XL NaN.</summary>
    public static string? TextOrNull(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;

    public static ImmutableArray<string> Texts(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Array
            ? [.. field.EnumerateArray().Select(item => item.GetString() ?? "")]
            : [];

    public static ImmutableArray<int> Numbers(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Array
            ? [.. field.EnumerateArray().Select(item => item.GetInt32())]
            : [];
}
