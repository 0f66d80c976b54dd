using System.Collections.Immutable;

namespace CotAssist.Curriculum.Primitives;

/// <summary>
/// One small C# task as the teacher wrote it (format: models/training/primitives/README.md).
/// Knows nothing of samples, prompts or Roslyn; texts stand here as they stood in the file.
/// </summary>
public sealed record Primitive
{
    public required string Id { get; init; }

    public required string File { get; init; }

    /// <summary>It stands there for the breadth of what is asked, in few words (models/training/tasks/README.md).</summary>
    public bool IsTask => Path.GetFileName(Path.GetDirectoryName(File)) == "tasks";

    /// <summary>1-based line of <c>== id</c>.</summary>
    public required int Line { get; init; }

    /// <summary>Signature without accessibility ("List&lt;int&gt; KeepEven(List&lt;int&gt; numbers)", "int Total { get; }").</summary>
    public required string Signature { get; init; }

    public required int SignatureLine { get; init; }

    public required ImmutableArray<string> Names { get; init; }

    /// <summary>Header of the enclosing type; null: any static class.</summary>
    public required string? Class { get; init; }

    /// <summary>Members of the enclosing type, outdented; empty when there are none.</summary>
    public required string Members { get; init; }

    public required int MembersLine { get; init; }

    /// <summary>Other types of the file, outdented; empty when there are none.</summary>
    public required string Types { get; init; }

    public required int TypesLine { get; init; }

    public required ImmutableArray<Literal> Literals { get; init; }

    /// <summary>Groups of identifiers; the first of a group stands in the code.</summary>
    public required ImmutableArray<ImmutableArray<string>> Vary { get; init; }

    public required ImmutableArray<CodeVariant> Variants { get; init; }

    /// <summary>For each step, its wordings.</summary>
    public required ImmutableArray<ImmutableArray<string>> Steps { get; init; }

    public required ImmutableArray<int> StepLines { get; init; }

    /// <summary>Boolean expressions, or statements that end in ';' and return a bool; with their lines.</summary>
    public required ImmutableArray<(string Text, int Line)> Tests { get; init; }

    /// <summary>Sample arguments, as C# expressions, by parameter name.</summary>
    public required ImmutableDictionary<string, (ImmutableArray<string> Values, int Line)> Inputs { get; init; }

    public required ImmutableArray<Wording> Wordings { get; init; }

    /// <summary>Not to be composed with others.</summary>
    public required bool Plain { get; init; }
}
