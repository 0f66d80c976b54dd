using System.Globalization;
using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Generation;

/// <summary>Plausible values for the locals that surround a task.</summary>
public static class Literals
{
    private static readonly string[] Words = ["apple", "pear", "kiwi", "north", "south", "alpha", "beta", "Anna", "Ben", "Clara", "red", "green", "level", "main.cs", "report", "b", "x1", "Paris", "Oslo", "2024", "todo"];

    /// <summary>Null for types without an obvious literal.</summary>
    public static string? Of(string type, Random random) => type switch
    {
        "int" or "long" => Number(random, 0, 120),
        "double" => Number(random, 0, 90) + "." + Number(random, 0, 9),
        "decimal" => Number(random, 1, 90) + "." + Number(random, 10, 99) + "m",
        "string" => $"\"{random.Pick(Words)}{(random.Percent(40) ? " " + random.Pick(Words) : "")}\"",
        "char" => $"'{(char)('a' + random.Next(26))}'",
        "bool" => random.Percent(50) ? "true" : "false",
        "DateTime" or "DateOnly" => $"new {type}({Number(random, 2019, 2027)}, {Number(random, 1, 12)}, {Number(random, 1, 28)})",
        _ when Element(type) is { } element && Of(element, random) is not null && element is not "bool" =>
            string.Join(", ", Enumerable.Range(0, random.Next(2, 6)).Select(_ => Of(element, random))),
        _ => null,
    };

    public static string Declare(string type, string name, Random random)
    {
        var value = Of(type, random);
        if (Element(type) is null)
        {
            return random.Percent(75) ? $"var {name} = {value};" : $"{type} {name} = {value};";
        }

        return type.EndsWith(']')
            ? random.OneOf($"{type} {name} = [{value}];", $"var {name} = new[] {{ {value} }};", $"{type} {name} = {{ {value} }};")
            : type.StartsWith("List<", StringComparison.Ordinal) ? random.OneOf($"{type} {name} = [{value}];", $"var {name} = new {type} {{ {value} }};", $"var {name} = new {type} {{ {value} }};")
            : $"{type} {name} = [{value}];";
    }

    private static string? Element(string type) =>
        type.EndsWith("[]", StringComparison.Ordinal) && !type.EndsWith("[][]", StringComparison.Ordinal) ? type[..^2]
        : type is ['L', 'i', 's', 't', '<', .. var rest] && rest.EndsWith('>') && !rest.Contains('<', StringComparison.Ordinal) ? rest[..^1]
        : type.StartsWith("IReadOnlyList<", StringComparison.Ordinal) || type.StartsWith("IEnumerable<", StringComparison.Ordinal) ? type[(type.IndexOf('<', StringComparison.Ordinal) + 1)..^1]
        : null;

    private static string Number(Random random, int from, int to) => random.Next(from, to + 1).ToString(CultureInfo.InvariantCulture);
}
