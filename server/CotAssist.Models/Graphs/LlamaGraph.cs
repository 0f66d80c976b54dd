using CotAssist.Models.Checkpoints;
using DataType = CotAssist.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace CotAssist.Models.Graphs;

/// <summary>
/// A Llama decoder as an ONNX graph of ONNX Runtime's fused operators: packed QKV, GroupQueryAttention with rotary
/// positions and a KV cache, RMS norms fused with the residual sums, logits only at the positions asked for.
/// Shapes stand beside the values: s new tokens, t tokens with the past, n positions, c cached positions.
/// Operators: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
/// </summary>
internal sealed class LlamaGraph(GraphBuilder graph, ModelArchitecture shape, int contextLength, IWeightFormat format)
{
    private const string Embedding = "embedding", Head = "lm_head", LengthBeforeLast = "seqlens_k", TotalLength = "total_sequence_length";

    private readonly int attentionSize = shape.Heads * shape.HeadDim;
    private readonly int packedSize = (shape.Heads + 2 * shape.KeyValueHeads) * shape.HeadDim;

    /// <param name="weights">Read one at a time, in the order of the layers.</param>
    /// <param name="layerDone">Told the index of each layer written.</param>
    public void Write(LlamaWeights weights, Action<int> layerDone)
    {
        graph.Input("input_ids", DataType.Int64, 1, "s");
        graph.Input("attention_mask", DataType.Int64, 1, "t");
        graph.Input("logit_positions", DataType.Int64, "n");
        graph.Output("logits", DataType.Float, 1, "n", shape.VocabularySize);
        WriteLengths();
        WriteRotaryCaches();

        format.Store(graph, Embedding, weights.Embedding, shape.VocabularySize, shape.HiddenSize);
        var residual = format.Gather(graph, "input_ids", Embedding, shape.VocabularySize, shape.HiddenSize, "hidden"); // [1, s, hidden]
        string? update = null;
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            (residual, update) = WriteLayer(layer, weights.Layer(layer), residual, update);
            layerDone(layer);
        }

        var (hidden, _) = Norm("final", weights.FinalNorm, residual, update);
        WriteHead(weights, hidden);
    }

    // GroupQueryAttention wants both lengths as int32, counted from the mask [1, t].
    private void WriteLengths()
    {
        graph.Constant("one", [1L], 1);
        graph.Constant("axis", [1L], 1);
        graph.Node("", "ReduceSum", ["attention_mask", "axis"], ["mask.sum"], ("keepdims", 1));
        graph.Node("", "Sub", ["mask.sum", "one"], ["mask.last"]);
        graph.Node("", "Cast", ["mask.last"], [LengthBeforeLast], ("to", (int)DataType.Int32)); // [1, 1]
        graph.Node("", "Shape", ["attention_mask"], ["mask.shape"]);
        graph.Node("", "Gather", ["mask.shape", graph.Constant("mask.axis", [1L])], ["mask.length"], ("axis", 0));
        graph.Node("", "Cast", ["mask.length"], [TotalLength], ("to", (int)DataType.Int32)); // scalar
    }

    // Angle of pair i at position p: p / theta^(2i / headDim). Su et al., 2021, https://arxiv.org/abs/2104.09864
    private void WriteRotaryCaches()
    {
        var pairs = shape.HeadDim / 2;
        var cos = new float[contextLength * pairs];
        var sin = new float[contextLength * pairs];
        for (var position = 0; position < contextLength; position++)
        {
            for (var pair = 0; pair < pairs; pair++)
            {
                var angle = position * Math.Pow(shape.RopeTheta, -2.0 * pair / shape.HeadDim);
                cos[position * pairs + pair] = (float)Math.Cos(angle);
                sin[position * pairs + pair] = (float)Math.Sin(angle);
            }
        }

        graph.Constant("cos_cache", cos, contextLength, pairs);
        graph.Constant("sin_cache", sin, contextLength, pairs);
    }

    private (string Residual, string Update) WriteLayer(int layer, LlamaLayer weights, string residual, string? update)
    {
        var name = FormattableString.Invariant($"layers.{layer}");
        (var x, residual) = Norm(name + ".attention_norm", weights.AttentionNorm, residual, update);
        var qkv = Linear(x, name + ".qkv", weights.PackedQkv, packedSize, shape.HiddenSize); // [1, s, packed]
        var attention = Attention(layer, qkv); // [1, s, heads * headDim]
        update = Linear(attention, name + ".attention_output", weights.AttentionOutput, shape.HiddenSize, attentionSize);

        (x, residual) = Norm(name + ".mlp_norm", weights.MlpNorm, residual, update);
        var gate = Linear(x, name + ".gate", weights.Gate, shape.IntermediateSize, shape.HiddenSize); // [1, s, intermediate]
        var up = Linear(x, name + ".up", weights.Up, shape.IntermediateSize, shape.HiddenSize);
        graph.Node("", "Sigmoid", [gate], [gate + ".sigmoid"]);
        graph.Node("", "Mul", [gate, gate + ".sigmoid"], [gate + ".silu"]);
        graph.Node("", "Mul", [gate + ".silu", up], [name + ".gated"]);
        return (residual, Linear(name + ".gated", name + ".down", weights.Down, shape.HiddenSize, shape.IntermediateSize));
    }

    private string Attention(int layer, string qkv)
    {
        var key = FormattableString.Invariant($"{layer}.key");
        var value = FormattableString.Invariant($"{layer}.value");
        foreach (var cache in (string[])[key, value])
        {
            graph.Input("past_key_values." + cache, DataType.Float, 1, shape.KeyValueHeads, "c", shape.HeadDim);
            graph.Output("present." + cache, DataType.Float, 1, shape.KeyValueHeads, "c'", shape.HeadDim);
        }

        // rotary_interleaved 0: element i turns with element i + headDim / 2, as Hugging Face lays q and k out.
        return graph.Node(
            GraphBuilder.Microsoft, "GroupQueryAttention",
            [qkv, "", "", "past_key_values." + key, "past_key_values." + value, LengthBeforeLast, TotalLength, "cos_cache", "sin_cache"],
            [qkv + ".attention", "present." + key, "present." + value],
            ("num_heads", shape.Heads), ("kv_num_heads", shape.KeyValueHeads), ("scale", 1 / Math.Sqrt(shape.HeadDim)),
            ("do_rotary", 1), ("rotary_interleaved", 0), ("local_window_size", -1));
    }

    // Adds the update to the residual and normalizes the sum; before the first layer there is nothing to add.
    private (string Normalized, string Residual) Norm(string name, ReadOnlyMemory<float> scale, string residual, string? update)
    {
        graph.Constant(name + ".scale", scale.Span, shape.HiddenSize);
        if (update is null)
        {
            graph.Node("", "SimplifiedLayerNormalization", [residual, name + ".scale"], [name], ("axis", -1), ("epsilon", shape.NormEpsilon), ("stash_type", 1));
            return (name, residual);
        }

        graph.Node(
            GraphBuilder.Microsoft, "SkipSimplifiedLayerNormalization", [residual, update, name + ".scale"],
            [name, "", "", name + ".residual"], ("epsilon", shape.NormEpsilon));
        return (name, name + ".residual");
    }

    private string Linear(string x, string name, ReadOnlyMemory<float> matrix, int outputs, int inputs)
    {
        format.Store(graph, name, matrix, outputs, inputs);
        return format.Multiply(graph, x, name, outputs, inputs, name + ".result");
    }

    private void WriteHead(LlamaWeights weights, string hidden)
    {
        graph.Node("", "Gather", [hidden, "logit_positions"], ["hidden.asked"], ("axis", 1)); // [1, n, hidden]
        if (!shape.TiedEmbeddings)
        {
            format.Store(graph, Head, weights.Head, shape.VocabularySize, shape.HiddenSize);
        }

        format.Multiply(graph, "hidden.asked", shape.TiedEmbeddings ? Embedding : Head, shape.VocabularySize, shape.HiddenSize, "logits");
    }
}
