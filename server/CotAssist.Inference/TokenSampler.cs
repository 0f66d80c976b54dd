using System.Numerics.Tensors;

namespace CotAssist.Inference;

/// <summary>Draws tokens from rows of logits. Greedy is the first of the largest; otherwise nucleus sampling (Holtzman et al., 2020).</summary>
internal sealed class TokenSampler(Sampling sampling, int vocabularySize)
{
    private readonly Random random = new(sampling.Seed);
    private readonly float[] scaled = new float[vocabularySize];
    private readonly int[] order = new int[vocabularySize];

    /// <summary>Natural-log probability of <paramref name="id"/> at temperature 1.</summary>
    public static float LogProbability(ReadOnlySpan<float> logits, int id)
    {
        var max = TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - max);
        }

        return (float)(logits[id] - max - Math.Log(sum));
    }

    public int Draw(ReadOnlySpan<float> logits)
    {
        if (sampling.Temperature <= 0)
        {
            return TensorPrimitives.IndexOfMax(logits);
        }

        TensorPrimitives.Divide(logits, (float)sampling.Temperature, scaled);
        TensorPrimitives.SoftMax<float>(scaled, scaled);
        for (var id = 0; id < order.Length; id++)
        {
            order[id] = id;
        }

        // Most probable first; equal ones by id, so that a seed gives the same tokens everywhere.
        Array.Sort(order, (a, b) => scaled[a] != scaled[b] ? scaled[b].CompareTo(scaled[a]) : a.CompareTo(b));
        var (kept, mass) = (0, 0f);
        while (kept < order.Length && (kept == 0 || mass < sampling.TopP))
        {
            mass += scaled[order[kept++]];
        }

        var mark = random.NextSingle() * mass;
        for (var i = 0; i < kept; i++)
        {
            mark -= scaled[order[i]];
            if (mark < 0)
            {
                return order[i];
            }
        }

        return order[kept - 1];
    }
}
