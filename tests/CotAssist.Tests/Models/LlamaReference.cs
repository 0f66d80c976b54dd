using CotAssist.Models;

namespace CotAssist.Tests.Models;

/// <summary>
/// The forward pass of a Llama decoder in plain double-precision loops, written from the papers and independent of the
/// graph it checks: RMSNorm (Zhang and Sennrich, 2019), rotary positions (Su et al., 2021), grouped queries (Ainslie et
/// al., 2023), SwiGLU (Shazeer, 2020). No cache: every call computes the whole sequence.
/// </summary>
/// <param name="activationBlock">
/// Rounds the input of every matrix to 8-bit integers, one scale a block of so many, as ONNX Runtime does at accuracy
/// level 4; null keeps it exact.
/// </param>
internal sealed class LlamaReference(ModelArchitecture shape, IReadOnlyDictionary<string, float[]> tensors, int? activationBlock = null)
{
    /// <returns>Logits, [tokens][vocabulary].</returns>
    public double[][] Forward(ReadOnlySpan<int> tokens)
    {
        var embedding = tensors["model.embed_tokens.weight"];
        var hidden = new double[tokens.Length][];
        for (var t = 0; t < tokens.Length; t++)
        {
            hidden[t] = [.. embedding.AsSpan(tokens[t] * shape.HiddenSize, shape.HiddenSize).ToArray().Select(value => (double)value)];
        }

        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            var attention = Attention(prefix + "self_attn.", Each(hidden, row => Norm(row, prefix + "input_layernorm.weight")));
            hidden = Sum(hidden, attention);
            hidden = Sum(hidden, Each(hidden, row => Mlp(prefix + "mlp.", Norm(row, prefix + "post_attention_layernorm.weight"))));
        }

        var head = shape.TiedEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
        return Each(hidden, row => Multiply(head, Norm(row, "model.norm.weight")));
    }

    private double[][] Attention(string prefix, double[][] x)
    {
        var queries = Each(x, row => Multiply(prefix + "q_proj.weight", row));
        var keys = Each(x, row => Multiply(prefix + "k_proj.weight", row));
        var values = Each(x, row => Multiply(prefix + "v_proj.weight", row));
        for (var t = 0; t < x.Length; t++)
        {
            Rotate(queries[t], t);
            Rotate(keys[t], t);
        }

        var result = new double[x.Length][];
        for (var t = 0; t < x.Length; t++)
        {
            result[t] = new double[shape.Heads * shape.HeadDim];
            for (var head = 0; head < shape.Heads; head++)
            {
                var query = queries[t].AsSpan(head * shape.HeadDim, shape.HeadDim);
                var shared = head / (shape.Heads / shape.KeyValueHeads) * shape.HeadDim;
                var weights = new double[t + 1];
                for (var past = 0; past <= t; past++)
                {
                    weights[past] = Math.Exp(Dot(query, keys[past].AsSpan(shared, shape.HeadDim)) / Math.Sqrt(shape.HeadDim));
                }

                var total = weights.Sum();
                for (var past = 0; past <= t; past++)
                {
                    for (var i = 0; i < shape.HeadDim; i++)
                    {
                        result[t][head * shape.HeadDim + i] += weights[past] / total * values[past][shared + i];
                    }
                }
            }
        }

        return Each(result, row => Multiply(prefix + "o_proj.weight", row));
    }

    // Hugging Face's halves: element i of a head turns with element i + headDim / 2.
    private void Rotate(double[] heads, int position)
    {
        var half = shape.HeadDim / 2;
        for (var start = 0; start < heads.Length; start += shape.HeadDim)
        {
            for (var i = 0; i < half; i++)
            {
                var (sin, cos) = Math.SinCos(position / Math.Pow(shape.RopeTheta, 2.0 * i / shape.HeadDim));
                var (low, high) = (heads[start + i], heads[start + half + i]);
                heads[start + i] = low * cos - high * sin;
                heads[start + half + i] = high * cos + low * sin;
            }
        }
    }

    private double[] Mlp(string prefix, double[] x)
    {
        var gate = Multiply(prefix + "gate_proj.weight", x);
        var up = Multiply(prefix + "up_proj.weight", x);
        return Multiply(prefix + "down_proj.weight", [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)]);
    }

    private double[] Norm(double[] x, string name)
    {
        var scale = tensors[name];
        var inverse = 1 / Math.Sqrt(x.Average(value => value * value) + shape.NormEpsilon);
        return [.. x.Select((value, i) => value * inverse * scale[i])];
    }

    // The matrix is row-major [outputs, inputs].
    private double[] Multiply(string name, double[] x)
    {
        var matrix = tensors[name];
        x = activationBlock is { } block ? RoundToInt8(x, block) : x;
        var result = new double[matrix.Length / x.Length];
        for (var row = 0; row < result.Length; row++)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                sum += matrix[row * x.Length + i] * x[i];
            }

            result[row] = sum;
        }

        return result;
    }

    private static double[] RoundToInt8(double[] x, int block) =>
    [
        .. x.Chunk(block).SelectMany(values =>
        {
            var scale = values.Max(Math.Abs) / 127;
            return values.Select(value => scale == 0 ? 0 : Math.Round(value / scale) * scale);
        }),
    ];

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double[][] Each(double[][] rows, Func<double[], double[]> map) => [.. rows.Select(map)];

    private static double[][] Sum(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (u, v) => u + v).ToArray())];
}
