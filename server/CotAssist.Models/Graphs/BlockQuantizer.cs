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
            Span<sbyte> best = stackalloc sbyte[blockSize];
            for (var block = 0; block < blocks; block++)
            {
                var start = block * blockSize;
                var weights = values.Slice(start, Math.Min(blockSize, columns - start));
                best.Clear();
                scales[row * blocks + block] = QuantizeBlock(weights, bits, best);
                Pack(best, bits, codes.AsSpan((row * blocks + block) * bytesPerBlock, bytesPerBlock));
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

    // Returns the scale; codes are signed here, in [-half, half - 1].
    private static float QuantizeBlock(ReadOnlySpan<float> weights, int bits, Span<sbyte> codes)
    {
        var extreme = 0f;
        foreach (var weight in weights)
        {
            extreme = Math.Abs(weight) > Math.Abs(extreme) ? weight : extreme;
        }

        var half = 1 << (bits - 1);
        if (!float.IsFinite(2 * half / extreme))
        {
            return 0;
        }

        // The extreme weight gets a negative code, since there is one more of them; around that the finest grid is searched.
        var tries = bits == 4 ? 8 : 0;
        Span<sbyte> tried = stackalloc sbyte[codes.Length];
        double bestGain = -1, bestScale = 0;
        for (var step = -tries; step <= tries; step++)
        {
            var inverse = -(half + step * 0.125f) / extreme;
            double product = 0, square = 0;
            for (var i = 0; i < weights.Length; i++)
            {
                var code = Math.Clamp((int)MathF.Round(weights[i] * inverse), -half, half - 1);
                tried[i] = (sbyte)code;
                product += (double)weights[i] * code;
                square += (double)code * code;
            }

            // With the least-squares scale product / square, the squared error is the weights' own square less this gain.
            var gain = square > 0 ? product * product / square : 0;
            if (gain > bestGain)
            {
                bestGain = gain;
                bestScale = square > 0 ? product / square : 0;
                tried[..weights.Length].CopyTo(codes);
            }
        }

        return (float)bestScale;
    }

    private static void Pack(ReadOnlySpan<sbyte> codes, int bits, Span<byte> bytes)
    {
        if (bits == 8)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)(codes[i] + 128);
            }

            return;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((codes[2 * i] + 8) | (codes[2 * i + 1] + 8) << 4);
        }
    }
}
