using System.Collections.Immutable;
using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Generation;

/// <summary>A task with its code, before anyone has asked for it: what stands in the file, and steps marked in the code by comments such as <c>/*§1*/</c>.</summary>
public sealed record Solution
{
    /// <summary>In order of use; one for a primitive that stands alone.</summary>
    public required ImmutableArray<PieceUse> Pieces { get; init; }

    public required Guard? Guard { get; init; }

    /// <summary>Steps by mark: step n of the code is <c>Steps[n - 1]</c>.</summary>
    public required ImmutableArray<StepUse> Steps { get; init; }

    /// <summary>Header of the class that the code belongs to; null: any class will do.</summary>
    public required string? Header { get; init; }

    public required string Members { get; init; }

    public required string Types { get; init; }

    public required string MethodName { get; init; }

    /// <summary>Without accessibility and static ("List&lt;int&gt; KeepEven(List&lt;int&gt; numbers)"); of a property without accessors.</summary>
    public required string Signature { get; init; }

    public required bool IsStatic { get; init; }

    public required bool IsProperty { get; init; }

    public required string ReturnType { get; init; }

    public required ImmutableArray<(string Type, string Name)> Parameters { get; init; }

    /// <summary>The body, with a return at the end where one is due.</summary>
    public required string Code { get; init; }

    /// <summary>All of it as one expression; null when it is not one.</summary>
    public required string? Expression { get; init; }

    /// <summary>The body without its return, and what it returns; null when it returns in several places or not at all.</summary>
    public required (string Lead, string Result)? Straight { get; init; }

    /// <summary>A free static function, which can stand in any class or method.</summary>
    public bool IsFree => Header is null && Members.Length == 0;
}
