namespace CotAssist.Models.Checkpoints;

/// <summary>The weights of one decoder layer in 32 bits; matrices are row-major [outputs, inputs].</summary>
/// <param name="PackedQkv">Query rows, then key rows, then value rows.</param>
internal sealed record LlamaLayer(
    float[] AttentionNorm, float[] PackedQkv, float[] AttentionOutput,
    float[] MlpNorm, float[] Gate, float[] Up, float[] Down);
