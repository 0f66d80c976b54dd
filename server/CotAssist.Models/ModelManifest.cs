using System.Collections.Immutable;

namespace CotAssist.Models;

/// <summary>
/// <c>manifest.json</c> of a model folder: what the model is, how it is spoken to, and the SHA-256 of every other file.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>Layout of manifest.json and the graph; a folder of a later one is refused.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required string Name { get; init; }

    public required ModelArchitecture Architecture { get; init; }

    /// <summary>Tokens.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Bits a weight: 32, 8 or 4.</summary>
    public required int WeightBits { get; init; }

    /// <summary>How prompts are laid out: <c>cotassist-1</c> is the only profile now (CotAssist.Synthesis.PromptBuilder).</summary>
    public required string PromptProfile { get; init; }

    /// <summary><c>numbered</c>: one step a line, "1. ...".</summary>
    public required string PlanFormat { get; init; }

    /// <summary><c>plain</c> or <c>traced</c> (step markers before the lines they belong to).</summary>
    public required string CodeFormat { get; init; }

    /// <summary>Languages the model was made for, as LSP language ids ("csharp").</summary>
    public required ImmutableArray<string> Languages { get; init; }

    /// <summary>
    /// Added to the logit with which a refusal ("outside the domain") begins: training shows far fewer comments outside of a
    /// model's domain than people write. Calibrated on comments held out of the training; 0 where the model was not taught to refuse.
    /// </summary>
    public double RefusalBias { get; init; }

    /// <summary>File name to lower-case hexadecimal SHA-256.</summary>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }
}
