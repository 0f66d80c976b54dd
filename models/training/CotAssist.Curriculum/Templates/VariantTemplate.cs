using System.Collections.Immutable;

namespace CotAssist.Curriculum.Templates;

/// <summary>A variant's body, and what can be done with it.</summary>
public sealed record VariantTemplate
{
    public required int Number { get; init; }

    public required Template Body { get; init; }

    /// <summary>The returned expression, when the body is one return statement.</summary>
    public required Template? Expression { get; init; }

    /// <summary>The body returns exactly once, in its last statement, so that the code may stand in the middle of other code.</summary>
    public required bool IsStraight { get; init; }

    /// <summary>What stands before the last return of a straight body.</summary>
    public required Template Lead { get; init; }

    /// <summary>What a straight body returns.</summary>
    public required Template Result { get; init; }

    /// <summary>The step mark before the last return; empty when there is none.</summary>
    public required string ResultMark { get; init; }

    /// <summary>The local that a straight body returns; null when it returns something else.</summary>
    public required string? ResultLocal { get; init; }

    /// <summary>Lambda and loop variables that run over the subject's elements.</summary>
    public required ImmutableHashSet<string> ElementNames { get; init; }

    /// <summary>All identifiers of the body, so that new names stay clear of them.</summary>
    public required ImmutableHashSet<string> Identifiers { get; init; }

    public required bool CallsItself { get; init; }

    public bool IsExpression => Expression is not null;
}
