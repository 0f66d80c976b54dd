using System.Collections.Immutable;

namespace CotAssist.Curriculum.Queries;

/// <summary>A kind of record, or a plain value, and how people speak of it.</summary>
/// <param name="Type">C# name: "Order", or "int", "string", "char" for plain values.</param>
/// <param name="Nouns">Singular English nouns; empty for records, whose type's name says it.</param>
public sealed record Entity(string Type, string Chinese, ImmutableArray<string> Nouns, ImmutableArray<Property> Properties)
{
    public bool IsRecord => char.IsUpper(Type[0]);
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

    public ImmutableArray<string> Of(string keyword) => Phrases.GetValueOrDefault(keyword, []);
}
