using System.Globalization;

namespace CotAssist.Models.Checkpoints;

/// <summary>
/// The tensors of a checkpoint under their Hugging Face Llama names, read one at a time. Shapes are checked against the
/// architecture before anything is read, values as they are. Knows no ONNX.
/// </summary>
internal sealed class LlamaWeights
{
    private const string EmbeddingName = "model.embed_tokens.weight", FinalNormName = "model.norm.weight", HeadName = "lm_head.weight";

    private readonly SafetensorsFile file;
    private readonly Dictionary<string, long[]> shapes = [];

    /// <exception cref="InvalidDataException">A tensor is missing, has another shape or does not belong to the architecture.</exception>
    public LlamaWeights(SafetensorsFile file, ModelArchitecture architecture)
    {
        this.file = file;
        Expect(architecture);
        foreach (var (name, expected) in shapes)
        {
            if (!file.Tensors.TryGetValue(name, out var tensor))
            {
                throw new InvalidDataException($"{file.Name} lacks the tensor {name}; the checkpoint is incomplete or config.json describes another model.");
            }

            if (!tensor.Shape.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidDataException($"{file.Name}: the tensor {name} has shape {Show(tensor.Shape)} where config.json asks for {Show(expected)}.");
            }
        }

        // A tensor left unused (a bias, an adapter) would make another model of it, except the two that repeat what is known.
        var stray = file.Tensors.Keys.FirstOrDefault(name =>
            !shapes.ContainsKey(name) && name != HeadName && !name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal));
        if (stray is not null)
        {
            throw new InvalidDataException($"{file.Name} holds the tensor {stray}, which a plain Llama decoder does not have; only plain Llama checkpoints can be imported.");
        }
    }

    /// <summary>[vocabulary, hidden].</summary>
    public float[] Embedding => Read(EmbeddingName);

    /// <summary>[hidden].</summary>
    public float[] FinalNorm => Read(FinalNormName);

    /// <summary>[vocabulary, hidden]; only where the embedding is not tied.</summary>
    public float[] Head => Read(HeadName);

    public LlamaLayer Layer(int index)
    {
        var prefix = LayerPrefix(index);
        return new LlamaLayer(
            Read(prefix + "input_layernorm.weight"),
            [.. Read(prefix + "self_attn.q_proj.weight"), .. Read(prefix + "self_attn.k_proj.weight"), .. Read(prefix + "self_attn.v_proj.weight")],
            Read(prefix + "self_attn.o_proj.weight"),
            Read(prefix + "post_attention_layernorm.weight"),
            Read(prefix + "mlp.gate_proj.weight"),
            Read(prefix + "mlp.up_proj.weight"),
            Read(prefix + "mlp.down_proj.weight"));
    }

    private void Expect(ModelArchitecture shape)
    {
        long hidden = shape.HiddenSize, intermediate = shape.IntermediateSize, vocabulary = shape.VocabularySize;
        long attention = (long)shape.Heads * shape.HeadDim, keyValue = (long)shape.KeyValueHeads * shape.HeadDim;
        shapes.Add(EmbeddingName, [vocabulary, hidden]);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var prefix = LayerPrefix(layer);
            shapes.Add(prefix + "input_layernorm.weight", [hidden]);
            shapes.Add(prefix + "self_attn.q_proj.weight", [attention, hidden]);
            shapes.Add(prefix + "self_attn.k_proj.weight", [keyValue, hidden]);
            shapes.Add(prefix + "self_attn.v_proj.weight", [keyValue, hidden]);
            shapes.Add(prefix + "self_attn.o_proj.weight", [hidden, attention]);
            shapes.Add(prefix + "post_attention_layernorm.weight", [hidden]);
            shapes.Add(prefix + "mlp.gate_proj.weight", [intermediate, hidden]);
            shapes.Add(prefix + "mlp.up_proj.weight", [intermediate, hidden]);
            shapes.Add(prefix + "mlp.down_proj.weight", [hidden, intermediate]);
        }

        shapes.Add(FinalNormName, [hidden]);
        if (!shape.TiedEmbeddings)
        {
            shapes.Add(HeadName, [vocabulary, hidden]);
        }
    }

    private float[] Read(string name)
    {
        var values = file.Read(name);
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new InvalidDataException($"{file.Name}: the tensor {name} holds values that are no finite numbers; the training run diverged or the file is damaged.");
            }
        }

        return values;
    }

    private static string LayerPrefix(int index) => string.Create(CultureInfo.InvariantCulture, $"model.layers.{index}.");

    private static string Show(IEnumerable<long> shape) => $"[{string.Join(", ", shape.Select(dim => dim.ToString(CultureInfo.InvariantCulture)))}]";
}
