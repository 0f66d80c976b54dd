using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Models.Graphs;
using CotAssist.Models.Graphs.Onnx;
using Google.Protobuf;

namespace CotAssist.Tests.Models;

/// <summary>What an imported model computes, against <see cref="LlamaReference"/>.</summary>
public sealed class ImportedLogitsTests : IDisposable
{
    private const int Seed = 7, ContextLength = 64;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> AllShapes => [.. Shapes.Names];

    public static TheoryData<string, int, int> AllQuantizedShapes
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var name in Shapes.Names)
            {
                data.Add(name, 8, 32);
                data.Add(name, 8, 128);
                data.Add(name, 4, 32);
                data.Add(name, 4, 128);
            }

            return data;
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Float_weights_give_the_reference_whether_prefilled_at_once_or_token_by_token(string name)
    {
        var shape = Shapes.Named(name);
        var tokens = Tokens(shape);
        var graph = Import(shape, weightBits: 32, blockSize: 0);

        var reference = new LlamaReference(shape, Tensors(shape)).Forward(tokens);

        Assert.InRange(LargestDifference(reference, Logits(graph, tokens, atOnce: tokens.Length)), 0, 1e-3);
        Assert.InRange(LargestDifference(reference, Logits(graph, tokens, atOnce: 7)), 0, 1e-3);
        Assert.InRange(LargestDifference(reference, Logits(graph, tokens, atOnce: 1)), 0, 1e-3);
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Half_precision_checkpoints_mean_the_weights_they_hold(string type)
    {
        var shape = Shapes.Tiny;
        var tokens = Tokens(shape);
        var graph = Import(shape, weightBits: 32, blockSize: 0, type);

        var rounded = Tensors(shape).ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Select(value => type == "F16"
            ? (float)(Half)value
            : BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF_0000)).ToArray());

        Assert.InRange(LargestDifference(new LlamaReference(shape, rounded).Forward(tokens), Logits(graph, tokens, tokens.Length)), 0, 1e-3);
    }

    /// <summary>The codes, scales, packing and shared embedding, apart from what happens to activations.</summary>
    [Theory]
    [MemberData(nameof(AllQuantizedShapes))]
    public void Quantized_weights_with_exact_activations_give_the_reference_of_the_dequantized_weights(string name, int bits, int blockSize)
    {
        var shape = Shapes.Named(name);
        var tokens = Tokens(shape);
        var graph = WithExactActivations(Import(shape, bits, blockSize));

        var reference = new LlamaReference(shape, Dequantized(shape, bits, blockSize)).Forward(tokens);

        Assert.InRange(LargestDifference(reference, Logits(graph, tokens, tokens.Length)), 0, 1e-3);
        Assert.InRange(LargestDifference(reference, Logits(graph, tokens, 1)), 0, 1e-3);
    }

    /// <summary>
    /// The model as it ships rounds activations to 8-bit integers. What that may cost is not guessed: a reference that rounds
    /// the same way shows it. The runtime may differ from that one only where a value stands on the edge between two
    /// integers, which moves the error about but does not add to it: a quarter is left for that.
    /// </summary>
    [Theory]
    [MemberData(nameof(AllQuantizedShapes))]
    public void Quantized_models_lose_what_8_bit_activations_lose_and_no_more(string name, int bits, int blockSize)
    {
        var shape = Shapes.Named(name);
        var tokens = Tokens(shape);
        var graph = Import(shape, bits, blockSize);

        var weights = Dequantized(shape, bits, blockSize);
        var exact = new LlamaReference(shape, weights).Forward(tokens);
        var justified = RootMeanSquare(exact, new LlamaReference(shape, weights, activationBlock: blockSize).Forward(tokens));

        Assert.InRange(RootMeanSquare(exact, Logits(graph, tokens, tokens.Length)), 0, 1.25 * justified);
        Assert.InRange(RootMeanSquare(exact, Logits(graph, tokens, 1)), 0, 1.25 * justified);

        // And the yardstick itself is short: a small part of the logits' own size.
        Assert.InRange(justified, 0, 0.05 * RootMeanSquare(exact, [.. exact.Select(row => new float[row.Length])]));
    }

    [Fact]
    public void Logits_come_only_for_the_positions_asked_for()
    {
        var shape = Shapes.Tiny;
        var tokens = Tokens(shape);
        using var model = Open(Import(shape, 32, 0));

        var all = model.Forward(tokens, [.. Enumerable.Range(0, tokens.Length)], default).ToArray();
        model.RewindTo(0);
        var some = model.Forward(tokens, [0, 5, tokens.Length - 1], default).ToArray();
        model.RewindTo(0);
        var none = model.Forward(tokens, [], default).Length;

        foreach (var (row, position) in (ReadOnlySpan<(int, int)>)[(0, 0), (1, 5), (2, tokens.Length - 1)])
        {
            Assert.Equal(all.Chunk(shape.VocabularySize).ElementAt(position), some.Chunk(shape.VocabularySize).ElementAt(row), (a, b) => Math.Abs(a - b) < 1e-5);
        }

        Assert.Equal(0, none);
    }

    private string Import(ModelArchitecture shape, int weightBits, int blockSize, string type = "F32")
    {
        RandomCheckpoint.Write(folder["checkpoint"], shape, Seed, ContextLength, type);
        return Path.Combine(CheckpointImporter.Import(folder["checkpoint"], folder["model"], weightBits, blockSize, progress: null, default).Path, "model.onnx");
    }

    // Accuracy level 0 computes in float; the product's 4 rounds activations.
    private static string WithExactActivations(string graph)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(graph));
        var levels = model.Graph.Node.SelectMany(node => node.Attribute).Where(attribute => attribute.Name == "accuracy_level").ToList();
        Assert.NotEmpty(levels);
        levels.ForEach(level => level.I = 0);
        File.WriteAllBytes(graph, model.ToByteArray());
        return graph;
    }

    private static Dictionary<string, float[]> Tensors(ModelArchitecture shape) =>
        RandomCheckpoint.Tensors(shape, Seed).ToDictionary(tensor => tensor.Name, tensor => tensor.Values);

    private static Dictionary<string, float[]> Dequantized(ModelArchitecture shape, int bits, int blockSize) =>
        RandomCheckpoint.Tensors(shape, Seed).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape is [var rows, var columns]
            ? BlockQuantizer.Dequantize(BlockQuantizer.Quantize(tensor.Values, rows, columns, bits, blockSize), rows, columns, bits, blockSize)
            : tensor.Values);

    private static int[] Tokens(ModelArchitecture shape)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, 40).Select(_ => random.Next(shape.VocabularySize))];
    }

    private static OnnxModel Open(string graph) => new(graph, ContextLength, new OnnxModelOptions(Threads: 1));

    private static float[][] Logits(string graph, int[] tokens, int atOnce)
    {
        using var model = Open(graph);
        return
        [
            .. tokens.Chunk(atOnce).SelectMany(chunk =>
                model.Forward(chunk, [.. Enumerable.Range(0, chunk.Length)], default).ToArray().Chunk(model.VocabularySize)),
        ];
    }

    private static double LargestDifference(double[][] expected, float[][] actual) => Differences(expected, actual).Max(Math.Abs);

    private static double RootMeanSquare(double[][] expected, float[][] actual) => Math.Sqrt(Differences(expected, actual).Average(value => value * value));

    private static double RootMeanSquare(double[][] expected, double[][] actual) =>
        RootMeanSquare(expected, [.. actual.Select(row => row.Select(value => (float)value).ToArray())]);

    private static IEnumerable<double> Differences(double[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return expected.SelectMany(row => row).Zip(actual.SelectMany(row => row), (a, b) => a - b);
    }
}
