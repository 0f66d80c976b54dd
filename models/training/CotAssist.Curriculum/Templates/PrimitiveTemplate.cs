using System.Collections.Immutable;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Templates;

/// <summary>A primitive, bound by Roslyn: every name knows what it is, so that the whole entry can be renamed and composed.</summary>
public sealed record PrimitiveTemplate
{
    public required Primitive Primitive { get; init; }

    public required PrimitiveShape Shape { get; init; }

    /// <summary>Header of the enclosing type, without braces; empty for free static members.</summary>
    public required Template Header { get; init; }

    public required Template Members { get; init; }

    public required Template Types { get; init; }

    /// <summary>The signature as written (a property without its accessors).</summary>
    public required Template Signature { get; init; }

    public required ImmutableArray<VariantTemplate> Variants { get; init; }

    public string Id => Primitive.Id;

    public bool IsMultiStep => Primitive.Steps.Length > 1;

    /// <summary>Stands alone in a static class and returns something: can be called, inlined, piped.</summary>
    public bool IsFree => Primitive.Class is null && Shape.IsStatic && !Shape.IsProperty && Primitive.Members.Length == 0
        && Shape.Type?.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeParameterSyntax>().Any() == false;

    public bool IsComposable => IsFree && !Primitive.Plain && Shape.Parameters.Length > 0 && Shape.ReturnType != "void"
        && Shape.Parameters.All(p => p.Modifiers.Count == 0 && p.Default is null)
        && Primitive.Wordings.Any(w => w.Form != WordingForm.Whole)
        && Variants.Any(v => v.IsStraight && !v.CallsItself);

    public string SubjectName => Shape.ParameterNames[0];

    public string SubjectType => Shape.Parameters[0].Type!.ToString();
}
