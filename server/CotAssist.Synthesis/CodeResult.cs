using System.Collections.Immutable;
using CotAssist.Inference;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>What came of asking for code.</summary>
/// <param name="Change">The edit that takes the code into the file; null when the code must not be shown, and then <paramref name="Problem"/> says why in one sentence.</param>
/// <param name="Code">The code as the model wrote it, outdented, '\n' line ends, step markers removed, cut where it would leave its block.</param>
/// <param name="StepOfLine">For each line of <paramref name="Code"/> the 1-based step it belongs to, 0 where untraced.</param>
/// <param name="Doubt">Of code that may be shown, in one sentence: something in it that nobody writes on purpose. Null when there is nothing.</param>
/// <param name="MeanLogProbability">Natural log, mean over the code's tokens.</param>
public sealed record CodeResult(
    TextChange? Change, string Code, ImmutableArray<int> StepOfLine, string? Problem, string? Doubt,
    Prompt Prompt, string ModelText, double MeanLogProbability, GenerationEnd End)
{
    /// <summary>It may be shown, and nothing speaks against it.</summary>
    public bool IsSound => Change is not null && Doubt is null;

    /// <summary>It is sound and the other is not, or it may at least be shown.</summary>
    public bool IsBetterThan(CodeResult other) => IsSound && !other.IsSound || Change is not null && other.Change is null;

    /// <summary>What the developer is told beside doubtful code; null where there is nothing to say.</summary>
    public string? Caution => Doubt is null ? null : $"Look twice at this code: {Doubt}";
}
