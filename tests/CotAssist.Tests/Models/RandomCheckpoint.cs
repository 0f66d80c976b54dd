using System.Text.Json.Nodes;
using CotAssist.Models;

namespace CotAssist.Tests.Models;

/// <summary>
/// A Llama checkpoint of any shape with random weights: it speaks nonsense, but computes and costs what a trained one does.
/// Matrices are scaled so that activations keep their size and logits differ clearly. The benchmarks link this file.
/// </summary>
internal static class RandomCheckpoint
{
    /// <summary>Writes config.json, model.safetensors and tokenizer.json; the same seed gives the same bytes.</summary>
    /// <param name="type">F32, F16 or BF16.</param>
    public static void Write(string folder, ModelArchitecture shape, int seed, int maxPositions = 256, string type = "F32")
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), Config(shape, maxPositions).ToJsonString());
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), MinimalTokenizer.Json(shape.VocabularySize));
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), Tensors(shape, seed), type);
    }

    public static JsonObject Config(ModelArchitecture shape, int maxPositions) => new()
    {
        ["architectures"] = new JsonArray("LlamaForCausalLM"),
        ["model_type"] = "llama",
        ["hidden_act"] = "silu",
        ["hidden_size"] = shape.HiddenSize,
        ["num_hidden_layers"] = shape.Layers,
        ["num_attention_heads"] = shape.Heads,
        ["num_key_value_heads"] = shape.KeyValueHeads,
        ["head_dim"] = shape.HeadDim,
        ["intermediate_size"] = shape.IntermediateSize,
        ["vocab_size"] = shape.VocabularySize,
        ["rope_theta"] = shape.RopeTheta,
        ["rms_norm_eps"] = shape.NormEpsilon,
        ["tie_word_embeddings"] = shape.TiedEmbeddings,
        ["max_position_embeddings"] = maxPositions,
        ["attention_bias"] = false,
        ["mlp_bias"] = false,
        ["rope_scaling"] = null,
    };

    /// <summary>Name, shape and values of every tensor, drawn in this order.</summary>
    public static IEnumerable<(string Name, int[] Shape, float[] Values)> Tensors(ModelArchitecture shape, int seed)
    {
        var random = new Random(seed);
        var attention = shape.Heads * shape.HeadDim;
        var keyValue = shape.KeyValueHeads * shape.HeadDim;
        yield return ("model.embed_tokens.weight", [shape.VocabularySize, shape.HiddenSize], Normal(shape.VocabularySize * shape.HiddenSize, 0.2));
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            yield return Norm(prefix + "input_layernorm.weight");
            yield return Matrix(prefix + "self_attn.q_proj.weight", attention, shape.HiddenSize);
            yield return Matrix(prefix + "self_attn.k_proj.weight", keyValue, shape.HiddenSize);
            yield return Matrix(prefix + "self_attn.v_proj.weight", keyValue, shape.HiddenSize);
            yield return Matrix(prefix + "self_attn.o_proj.weight", shape.HiddenSize, attention);
            yield return Norm(prefix + "post_attention_layernorm.weight");
            yield return Matrix(prefix + "mlp.gate_proj.weight", shape.IntermediateSize, shape.HiddenSize);
            yield return Matrix(prefix + "mlp.up_proj.weight", shape.IntermediateSize, shape.HiddenSize);
            yield return Matrix(prefix + "mlp.down_proj.weight", shape.HiddenSize, shape.IntermediateSize);
        }

        yield return Norm("model.norm.weight");
        if (!shape.TiedEmbeddings)
        {
            yield return Matrix("lm_head.weight", shape.VocabularySize, shape.HiddenSize);
        }

        (string, int[], float[]) Norm(string name) =>
            (name, [shape.HiddenSize], [.. Normal(shape.HiddenSize, 0.1).Select(value => 1 + value)]);

        (string, int[], float[]) Matrix(string name, int outputs, int inputs) =>
            (name, [outputs, inputs], Normal(outputs * inputs, 1 / Math.Sqrt(inputs)));

        // Box and Muller, 1958: two uniform numbers give two normal ones.
        float[] Normal(int count, double deviation)
        {
            var values = new float[count];
            for (var i = 0; i < count; i += 2)
            {
                var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
                values[i] = (float)(radius * cos);
                if (i + 1 < count)
                {
                    values[i + 1] = (float)(radius * sin);
                }
            }

            return values;
        }
    }
}
