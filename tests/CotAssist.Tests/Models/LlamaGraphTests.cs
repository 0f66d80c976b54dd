using System.Globalization;
using CotAssist.Models;
using CotAssist.Models.Graphs.Onnx;

namespace CotAssist.Tests.Models;

/// <summary>What the graph's file promises to whoever opens it, read back with the ONNX schema.</summary>
public sealed class LlamaGraphTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Inputs_and_outputs_have_the_names_and_shapes_that_inference_binds()
    {
        var graph = Import(Shapes.Tiny, 32).Graph;

        Assert.Equal(
            [
                "input_ids Int64 [1, s]", "attention_mask Int64 [1, t]", "logit_positions Int64 [n]",
                "past_key_values.0.key Float [1, 2, c, 16]", "past_key_values.0.value Float [1, 2, c, 16]",
                "past_key_values.1.key Float [1, 2, c, 16]", "past_key_values.1.value Float [1, 2, c, 16]",
            ],
            graph.Input.Select(Show));
        Assert.Equal(
            [
                "logits Float [1, n, 300]",
                "present.0.key Float [1, 2, c', 16]", "present.0.value Float [1, 2, c', 16]",
                "present.1.key Float [1, 2, c', 16]", "present.1.value Float [1, 2, c', 16]",
            ],
            graph.Output.Select(Show));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void A_tied_embedding_and_the_head_are_the_same_bytes(int weightBits)
    {
        var graph = Import(Shapes.Tiny, weightBits).Graph;

        var rows = graph.Initializer.Single(tensor => tensor.Name == "embedding.rows");
        var codes = graph.Initializer.Single(tensor => tensor.Name == "embedding.codes");

        Assert.Equal(codes.ExternalData, rows.ExternalData);
        Assert.Contains("embedding.codes", graph.Node.Single(node => node.Output.Contains("logits")).Input);
    }

    [Fact]
    public void Weights_can_be_mapped_into_memory()
    {
        var external = Import(Shapes.Tiny, 4).Graph.Initializer.Where(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External).ToList();

        Assert.NotEmpty(external);
        Assert.All(external, tensor =>
        {
            var where = tensor.ExternalData.ToDictionary(entry => entry.Key, entry => entry.Value);
            Assert.Equal("model.onnx.data", where["location"]);
            Assert.Equal(0, long.Parse(where["offset"], CultureInfo.InvariantCulture) % 4096);
        });
    }

    [Fact]
    public void Nothing_is_stored_that_no_node_reads()
    {
        var graph = Import(Shapes.Named("no size a multiple of a block, untied"), 4).Graph;

        Assert.Empty(graph.Initializer.Select(tensor => tensor.Name).Except(graph.Node.SelectMany(node => node.Input)));
    }

    private ModelProto Import(ModelArchitecture shape, int weightBits)
    {
        RandomCheckpoint.Write(folder["checkpoint"], shape, seed: 1);
        var model = CheckpointImporter.Import(folder["checkpoint"], folder["model"], weightBits, 32, progress: null, default);
        return ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(model.Path, "model.onnx")));
    }

    private static string Show(ValueInfoProto value)
    {
        var dims = value.Type.TensorType.Shape.Dim.Select(dim => dim.HasDimParam ? dim.DimParam : dim.DimValue.ToString(CultureInfo.InvariantCulture));
        return $"{value.Name} {(TensorProto.Types.DataType)value.Type.TensorType.ElemType} [{string.Join(", ", dims)}]";
    }
}
