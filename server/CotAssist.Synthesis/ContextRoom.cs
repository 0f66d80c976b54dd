using System.Globalization;
using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>Says when a prompt leaves a model no room to answer.</summary>
internal static class ContextRoom
{
    /// <summary>Fewest tokens that a plan or a piece of code needs.</summary>
    private const int Least = 48;

    public static string? Problem(int promptTokens, int contextLength) => promptTokens + Least <= contextLength
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The comment and what stands around it take {promptTokens} of the model's {contextLength} tokens; shorten the comment.");

    public static GenerationEnd NothingGenerated(int promptTokens) =>
        new(StopReason.ContextFull, null, 0, promptTokens, 0, 0, TimeSpan.Zero, TimeSpan.Zero);
}
