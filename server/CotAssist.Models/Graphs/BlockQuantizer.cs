using System.Runtime.Intrinsics;

namespace CotAssist.Models.Graphs;

/// <summary>
/// Rounds a matrix to symmetric 4- or 8-bit codes, block by block along its rows. The scale of a block is the one of
/// least squared error for its codes; for 4 bits several roundings are tried, because the largest weight alone
/// sets a poor scale there.
/// </summary>
internal static class BlockQuantizer
{
    public static int Blocks(int columns, int blockSize) => (columns + blockSize - 1) / blockSize;

    public static BlockQuantized Quantize(ReadOnlyMemory<float> matrix, int rows, int columns, int bits, int blockSize)
    {
        var blocks = Blocks(columns, blockSize);
        var bytesPerBlock = blockSize * bits / 8;
        var codes = new byte[checked(rows * blocks * bytesPerBlock)];
        var scales = new float[rows * blocks];
        Parallel.For(0, rows, row =>
        {
            var values = matrix.Span.Slice(row * columns, columns);
            Span<float> block = stackalloc float[blockSize];
            for (var index = row * blocks; index < (row + 1) * blocks; index++)
            {
                var rest = values[((index - row * blocks) * blockSize)..];
                block.Clear();
                rest[..Math.Min(blockSize, rest.Length)].CopyTo(block);
                scales[index] = QuantizeBlock(block, bits, codes.AsSpan(index * bytesPerBlock, bytesPerBlock));
            }
        });
        return new BlockQuantized(codes, scales);
    }

    /// <summary>The matrix that the codes stand for.</summary>
    public static float[] Dequantize(BlockQuantized quantized, int rows, int columns, int bits, int blockSize)
    {
        var blocks = Blocks(columns, blockSize);
        var zero = 1 << (bits - 1);
        var matrix = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var index = row * blocks * blockSize + column;
                var code = bits == 8 ? quantized.Codes[index] : (quantized.Codes[index / 2] >> (index % 2 * 4)) & 0xF;
                matrix[row * columns + column] = (code - zero) * quantized.Scales[row * blocks + column / blockSize];
            }
        }

        return matrix;
    }

    // Returns the scale. A code is a whole number in [-half, half - 1] until it is packed.
    private static float QuantizeBlock(ReadOnlySpan<float> weights, int bits, Span<byte> packed)
    {
        var half = 1 << (bits - 1);
        var extreme = 0f;
        foreach (var weight in weights)
        {
            extreme = Math.Abs(weight) > Math.Abs(extreme) ? weight : extreme;
        }

        // The extreme weight gets a negative code, since there is one more of them; around that the grid is stretched.
        var (bestGain, bestScale, bestInverse) = (0f, 0f, 0f);
        var tries = bits == 4 ? 8 : 0;
        for (var step = -tries; step <= tries && float.IsFinite(2 * half / extreme); step++)
        {
            var inverse = -(half + step * 0.125f) / extreme;
            var (product, square) = Fit(weights, inverse, half);

            // With the least-squares scale product / square, the squared error is the weights' own square less this gain.
            var gain = product * product / square;
            if (gain > bestGain)
            {
                (bestGain, bestScale, bestInverse) = (gain, product / square, inverse);
            }
        }

        Pack(weights, bestInverse, bits, packed);
        return bestScale;
    }

    // Sums of weight * code and of code * code. The vector's width is fixed, so that every machine gives the same bytes.
    private static (float Product, float Square) Fit(ReadOnlySpan<float> weights, float inverse, int half)
    {
        var (product, square) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i < weights.Length; i += Vector256<float>.Count)
        {
            var weight = Vector256.Create(weights.Slice(i, Vector256<float>.Count));
            var code = Vector256.Clamp(Vector256.Round(weight * inverse), Vector256.Create(-(float)half), Vector256.Create(half - 1f));
            product += weight * code;
            square += code * code;
        }

        return (Vector256.Sum(product), Vector256.Sum(square));
    }

    private static void Pack(ReadOnlySpan<float> weights, float inverse, int bits, Span<byte> packed)
    {
        var half = 1 << (bits - 1);
        packed.Clear();
        for (var i = 0; i < weights.Length; i++)
        {
            var code = half + Math.Clamp((int)MathF.Round(weights[i] * inverse), -half, half - 1);
            packed[i * bits / 8] |= (byte)(code << (i * bits % 8));
        }
    }
}
