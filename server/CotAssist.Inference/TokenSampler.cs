using System.Numerics.Tensors;

namespace CotAssist.Inference;

/// <summary>Draws tokens from rows of logits. Greedy is the first of the largest; otherwise nucleus sampling (Holtzman et al., 2020).</summary>
internal sealed class TokenSampler(Sampling sampling, int vocabularySize)
{
    private readonly Random random = new(sampling.Seed);
    private readonly float[] scratch = new float[vocabularySize];
    private readonly List<int> nucleus = [];

    /// <summary>Natural-log probability of <paramref name="id"/> at temperature 1.</summary>
    public float LogProbability(ReadOnlySpan<float> logits, int id)
    {
        var max = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, max, scratch);
        TensorPrimitives.Exp<float>(scratch, scratch);
        return logits[id] - max - MathF.Log(TensorPrimitives.Sum<float>(scratch));
    }

    public int Draw(ReadOnlySpan<float> logits)
    {
        if (sampling.Temperature <= 0)
        {
            return TensorPrimitives.IndexOfMax(logits);
        }

        TensorPrimitives.Divide(logits, (float)sampling.Temperature, scratch);
        TensorPrimitives.SoftMax<float>(scratch, scratch);
        var mass = FillNucleus(scratch);
        var mark = random.NextSingle() * mass;
        foreach (var id in nucleus)
        {
            mark -= scratch[id];
            if (mark < 0)
            {
                return id;
            }
        }

        return nucleus[^1];
    }

    /// <summary>The fewest most probable tokens whose probabilities add up to TopP; returns what they add up to.</summary>
    private float FillNucleus(ReadOnlySpan<float> probabilities)
    {
        // Tokens less probable than this cannot add up to what TopP leaves out, so all of them together may go: most of
        // the vocabulary is never sorted. With TopP 1 nothing is left out but the impossible.
        var least = MathF.Max((float)((1 - sampling.TopP) / probabilities.Length), float.Epsilon);
        nucleus.Clear();
        for (var id = 0; id < probabilities.Length; id++)
        {
            if (probabilities[id] >= least)
            {
                nucleus.Add(id);
            }
        }

        // Equal ones by id, so that a seed gives the same tokens everywhere.
        nucleus.Sort((a, b) => scratch[a] != scratch[b] ? scratch[b].CompareTo(scratch[a]) : a.CompareTo(b));
        var (kept, mass) = (0, 0f);
        while (kept < nucleus.Count && (kept == 0 || mass < sampling.TopP))
        {
            mass += probabilities[nucleus[kept++]];
        }

        nucleus.RemoveRange(kept, nucleus.Count - kept);
        return mass;
    }
}
