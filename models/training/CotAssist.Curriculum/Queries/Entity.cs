using System.Collections.Immutable;

namespace CotAssist.Curriculum.Queries;

/// <summary>A kind of record, or a plain value, and how people speak of it.</summary>
/// <param name="Type">C# name: "Order", or "int", "string", "char" for plain values.</param>
/// <param name="Nouns">Singular English nouns; empty for records, whose type's name says it.</param>
public sealed record Entity(string Type, string Chinese, ImmutableArray<string> Nouns, ImmutableArray<Property> Properties)
{
    public bool IsRecord => char.IsUpper(Type[0]);

    /// <summary>The "types" lines of an entry: the record, and the enums of its properties.</summary>
    /// <param name="kept">The properties that it has there.</param>
    /// <param name="positional">A record with a parameter list, else a class.</param>
    public string Declaration(IReadOnlyList<Property> kept, bool positional) =>
        (positional
            ? $"    public record {Type}({string.Join(", ", kept.Select(p => $"{p.Type} {p.Name}"))});\n"
            : $"    public class {Type}\n    {{\n{string.Join('\n', kept.Select(p => "        " + p.Declaration))}\n    }}\n")
        + Enums(kept);

    /// <summary>The enums of these properties.</summary>
    public static string Enums(IEnumerable<Property> kept) =>
        string.Concat(kept.Where(p => p.Kind == "enum").Select(p => $"\n    public enum {p.Name} {{ {string.Join(", ", p.Members)} }}\n"));
}

/// <param name="Kind">C# type, or "enum".</param>
/// <param name="Members">Of an enum.</param>
/// <param name="Phrases">By keyword: "over", "zh-over", "most" and so on.</param>
public sealed record Property(string Name, string Kind, ImmutableArray<string> Members, IReadOnlyDictionary<string, ImmutableArray<string>> Phrases)
{
    /// <summary>The value itself, not a property of it.</summary>
    public bool IsThis => Name == "this";

    public bool IsNumber => Kind is "int" or "decimal" or "double" && !IsId;

    public bool IsId => Name.EndsWith("Id", StringComparison.Ordinal);

    /// <summary>Grouping by it is useful.</summary>
    public bool IsGroup => Kind is "enum" || Kind is "string" && !IsThis && !IsName && !IsId;

    public bool IsName => Name is "Name" or "Title" or "FullName" or "Number" or "Code";

    public string Type => Kind == "enum" ? Name : Kind;

    /// <summary>As a member of a class.</summary>
    public string Declaration => $"public {Type} {Name} {{ get; set; }}{(Kind == "string" ? " = \"\";" : "")}";

    public ImmutableArray<string> Of(string keyword) => Phrases.GetValueOrDefault(keyword, []);
}
