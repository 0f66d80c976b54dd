namespace CotAssist.Models.Graphs;

/// <summary>A matrix in blocks of weights that share a scale: weight = (code - 2^(bits-1)) * scale.</summary>
/// <param name="Codes">[rows, blocks, blockSize * bits / 8]; of two 4-bit codes in a byte the first is the low one.</param>
/// <param name="Scales">[rows, blocks].</param>
internal sealed record BlockQuantized(byte[] Codes, float[] Scales);
