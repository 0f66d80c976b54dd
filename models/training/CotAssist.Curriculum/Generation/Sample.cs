using System.Collections.Immutable;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>One training or evaluation sample, still as text: a file with a caret, and what the model should write there.</summary>
public sealed record Sample
{
    public required long Number { get; init; }

    public required SampleMode Mode { get; init; }

    public required Split Split { get; init; }

    /// <summary>The code after the plan is asked for with step markers, as the product always asks.</summary>
    public bool Traced { get; init; }

    public required IntentShape Shape { get; init; }

    /// <summary>The file up to the caret.</summary>
    public required string Before { get; init; }

    /// <summary>The file behind the caret, which may begin with a placeholder that the code replaces.</summary>
    public required string After { get; init; }

    public required string Comment { get; init; }

    public required bool Chinese { get; init; }

    /// <summary>Null for an abstention.</summary>
    public required Plan? Plan { get; init; }

    /// <summary>As the model writes it (outdented, '\n', four blanks), with marks that number the plan's steps. Empty for an abstention.</summary>
    public required string Code { get; init; }

    /// <summary>The whole file with the code in its place.</summary>
    public required string Finished { get; init; }

    /// <summary>Ids of the primitives.</summary>
    public required ImmutableArray<string> Entries { get; init; }

    /// <summary>"entry: wording" of each.</summary>
    public required ImmutableArray<string> Wordings { get; init; }

    public required Solution? Solution { get; init; }

    /// <summary>The turns in which the same could be asked; default for ordinary samples.</summary>
    public ImmutableArray<string> Turns { get; init; }
}
