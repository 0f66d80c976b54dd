namespace CotAssist.Models;

/// <summary>Shape of a Llama-style decoder (RMSNorm, rotary positions, SwiGLU), as its config.json gives it.</summary>
public sealed record ModelArchitecture(
    int Layers, int HiddenSize, int Heads, int KeyValueHeads, int HeadDim, int IntermediateSize,
    int VocabularySize, double RopeTheta, double NormEpsilon, bool TiedEmbeddings)
{
    /// <summary>Weights, embeddings counted once when tied.</summary>
    public long Parameters =>
        (long)VocabularySize * HiddenSize * (TiedEmbeddings ? 1 : 2)
        + HiddenSize
        + Layers * (2L * HiddenSize + (long)HiddenSize * HeadDim * (2 * Heads + 2 * KeyValueHeads) + 3L * HiddenSize * IntermediateSize);
}
