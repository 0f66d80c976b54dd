using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Templates;

namespace CotAssist.Curriculum.Generation;

/// <summary>A primitive as one solution uses it: which variant, which names, how it is asked for.</summary>
public sealed class PieceUse(PrimitiveTemplate template, VariantTemplate variant)
{
    public PrimitiveTemplate Template => template;

    public VariantTemplate Variant => variant;

    /// <summary>What stands for each of the entry's names: identifiers, and the values of literals.</summary>
    public Dictionary<string, string> Names { get; init; } = [];

    /// <summary>The type that stands for a parameter's type; null: as written.</summary>
    public Dictionary<string, string> ParameterTypes { get; init; } = [];

    /// <summary>The member of the surrounding class that does it; null: the code does it itself.</summary>
    public string? Helper { get; set; }

    public string Id => template.Id;

    public Primitive Primitive => template.Primitive;

    public string NameOf(string name) => Names.GetValueOrDefault(name, name);

    /// <summary>The same with other values for literals.</summary>
    public PieceUse With(IReadOnlyDictionary<string, string> names)
    {
        var use = new PieceUse(template, variant) { Names = new(Names), ParameterTypes = new(ParameterTypes), Helper = Helper };
        foreach (var (name, value) in names)
        {
            use.Names[name] = value;
        }

        return use;
    }
}
