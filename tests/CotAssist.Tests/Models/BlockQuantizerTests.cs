using CotAssist.Models.Graphs;
using FsCheck;
using FsCheck.Fluent;

namespace CotAssist.Tests.Models;

public sealed class BlockQuantizerTests
{
    [Fact]
    public void Four_bit_codes_lie_two_in_a_byte_the_first_one_low()
    {
        // Multiples of 0.5 that the codes hit exactly: the largest weight gets -8.
        var weights = new float[32];
        (weights[0], weights[1], weights[2]) = (4f, -3.5f, 0.5f);

        var quantized = BlockQuantizer.Quantize(weights, rows: 1, columns: 32, bits: 4, blockSize: 32);

        Assert.Equal([-0.5f], quantized.Scales);
        Assert.Equal([(7 + 8) << 4 | 0, 8 << 4 | (-1 + 8)], quantized.Codes[..2].Select(code => (int)code));
        Assert.All(quantized.Codes[2..], code => Assert.Equal(0x88, code));
        Assert.Equal(weights, BlockQuantizer.Dequantize(quantized, 1, 32, 4, 32));
    }

    [Fact]
    public void A_block_of_zeros_stays_zero()
    {
        var quantized = BlockQuantizer.Quantize(new float[64], 1, 64, 4, 32);

        Assert.Equal([0f, 0f], quantized.Scales);
        Assert.All(quantized.Codes, code => Assert.Equal(0x88, code));
    }

    [Fact]
    public void A_last_block_that_is_not_full_is_filled_with_zeros()
    {
        var quantized = BlockQuantizer.Quantize(Enumerable.Repeat(1f, 2 * 40).ToArray(), rows: 2, columns: 40, bits: 8, blockSize: 32);

        Assert.Equal(2 * 2 * 32, quantized.Codes.Length);
        Assert.All(quantized.Codes[40..64], code => Assert.Equal(128, code));
        Assert.All(BlockQuantizer.Dequantize(quantized, 2, 40, 8, 32), weight => Assert.Equal(1, weight, 1e-6));
    }

    [Theory]
    [InlineData(4, 32)]
    [InlineData(4, 128)]
    [InlineData(8, 32)]
    [InlineData(8, 128)]
    public void No_block_is_worse_than_plain_rounding_with_the_largest_weight_at_the_end_of_the_codes(int bits, int blockSize)
    {
        var weight = Gen.Choose(-10_000, 10_000).Select(number => number / 7919f);
        Prop.ForAll(Gen.ArrayOf(weight, blockSize).ToArbitrary(), weights =>
        {
            var scale = weights.MaxBy(Math.Abs) / -(1 << (bits - 1));
            var plain = weights.Select(value => Math.Clamp(Math.Round(value / scale), -(1 << (bits - 1)), (1 << (bits - 1)) - 1) * scale);

            var quantized = BlockQuantizer.Dequantize(BlockQuantizer.Quantize(weights, 1, blockSize, bits, blockSize), 1, blockSize, bits, blockSize);

            Assert.True(SquaredError(quantized.Select(value => (double)value)) <= SquaredError(plain) * 1.0001 + 1e-9);

            double SquaredError(IEnumerable<double> approximation) => weights.Zip(approximation, (exact, close) => (exact - close) * (exact - close)).Sum();
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(1e-42f)]
    [InlineData(1e-20f)]
    [InlineData(1e30f)]
    public void Extreme_weights_give_finite_scales(float size)
    {
        var weights = Enumerable.Range(0, 32).Select(i => size * (i - 16)).ToArray();

        var quantized = BlockQuantizer.Quantize(weights, 1, 32, 4, 32);

        Assert.All(quantized.Scales, scale => Assert.True(float.IsFinite(scale)));
    }
}
