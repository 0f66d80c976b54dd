using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Running;

/// <summary>Writes values as C# expressions, and tests that a call gives such a value.</summary>
internal static class CSharpValue
{
    private const int LongestText = 60, MostItems = 8;

    /// <summary>Null for values that have no short form.</summary>
    public static string? Of(object? value, Type type)
    {
        switch (value)
        {
            case null:
                return "null";
            case bool b:
                return b ? "true" : "false";
            case int i:
                return i.ToString(CultureInfo.InvariantCulture);
            case long l:
                return l.ToString(CultureInfo.InvariantCulture) + "L";
            case double d:
                return double.IsFinite(d) ? d.ToString("R", CultureInfo.InvariantCulture) + "d" : null;
            case decimal m:
                return m.ToString(CultureInfo.InvariantCulture) + "m";
            case char c:
                return SymbolDisplay.FormatLiteral(c, quote: true);
            case string s:
                return s.Length <= LongestText && !s.Contains('\n', StringComparison.Ordinal) ? SymbolDisplay.FormatLiteral(s, quote: true) : null;
            case DateOnly date:
                return $"new DateOnly({date.Year}, {date.Month}, {date.Day})";
            case DateTime time:
                return string.Create(CultureInfo.InvariantCulture, $"new DateTime({time.Ticks}L)");
            case TimeSpan span:
                return string.Create(CultureInfo.InvariantCulture, $"new TimeSpan({span.Ticks}L)");
        }

        if (value is ITuple tuple && TypeName(value.GetType()) is not null)
        {
            var items = Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i], tuple[i]?.GetType() ?? typeof(object))).ToList();
            return items.Contains(null) ? null : $"({string.Join(", ", items)})";
        }

        if (value is Array { Rank: > 1 })
        {
            return null;
        }

        if (Element(value.GetType()) is not { } element || TypeName(element) is not { } name)
        {
            return value is IDictionary dictionary ? Dictionary(dictionary) : null;
        }

        var values = ((IEnumerable)value).Cast<object?>().Select(v => Of(v, element)).ToList();
        if (values.Contains(null) || values.Count > MostItems)
        {
            return null;
        }

        var list = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? $"new List<{name}>" : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HashSet<>) ? $"new HashSet<{name}>" : name.EndsWith(']') ? null : $"new {name}[]";
        return list is null ? null : $"{list} {{ {string.Join(", ", values)} }}".Replace("{  }", "{ }", StringComparison.Ordinal);
    }

    /// <summary>A boolean expression that holds when <paramref name="call"/> gives the value; null when there is no short one.</summary>
    public static string? Test(string call, object? value, Type type)
    {
        if (value is double d && double.IsFinite(d))
        {
            return $"Math.Abs({call} - {Of(value, type)}) < 1e-9";
        }

        if (value is IDictionary dictionary)
        {
            var checks = new List<string> { $"result.Count == {dictionary.Count.ToString(CultureInfo.InvariantCulture)}" };
            foreach (DictionaryEntry entry in dictionary)
            {
                if (Of(entry.Key, entry.Key.GetType()) is not { } key || entry.Value is null or (IEnumerable and not string) || Of(entry.Value, entry.Value.GetType()) is not { } item)
                {
                    return null;
                }

                checks.Add($"result[{key}] == {item}");
            }

            return checks.Count > MostItems ? null : $"{call} is var result && {string.Join(" && ", checks)}";
        }

        if (Of(value, type) is not { } text)
        {
            return null;
        }

        if (value is string or not IEnumerable)
        {
            return value is ITuple ? $"{call}.Equals({text})" : $"{call} == {text}";
        }

        return Element(value.GetType()) is { } element && element != typeof(string) && typeof(IEnumerable).IsAssignableFrom(element) ? null : $"{call}.SequenceEqual({text})";
    }

    private static string? Dictionary(IDictionary dictionary)
    {
        var arguments = dictionary.GetType().GetGenericArguments();
        if (arguments.Length != 2 || TypeName(arguments[0]) is not { } key || TypeName(arguments[1]) is not { } item || dictionary.Count > MostItems)
        {
            return null;
        }

        var entries = new List<string>();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (Of(entry.Key, arguments[0]) is not { } k || Of(entry.Value, arguments[1]) is not { } v)
            {
                return null;
            }

            entries.Add($"[{k}] = {v}");
        }

        return $"new Dictionary<{key}, {item}> {{ {string.Join(", ", entries)} }}";
    }

    private static Type? Element(Type type) =>
        type.IsArray ? type.GetElementType() : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } sequence && !typeof(IDictionary).IsAssignableFrom(type) && type != typeof(string)
            ? sequence.GetGenericArguments()[0] : null;

    private static string? TypeName(Type type) =>
        type == typeof(int) ? "int" : type == typeof(long) ? "long" : type == typeof(double) ? "double" : type == typeof(decimal) ? "decimal" : type == typeof(string) ? "string"
        : type == typeof(char) ? "char" : type == typeof(bool) ? "bool" : type == typeof(DateOnly) ? "DateOnly" : type == typeof(DateTime) ? "DateTime" : type == typeof(TimeSpan) ? "TimeSpan"
        : type.IsArray && TypeName(type.GetElementType()!) is { } element ? element + "[]"
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) && TypeName(type.GetGenericArguments()[0]) is { } item ? $"List<{item}>"
        : type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal) && type.GetGenericArguments().Select(TypeName).ToList() is var parts && !parts.Contains(null) ? $"({string.Join(", ", parts)})"
        : null;
}
