using System.Collections.Immutable;

namespace CotAssist.Inference;

/// <summary>One continuation: what stands before it and where it ends.</summary>
public sealed record GenerationRequest
{
    /// <summary>Token ids; the longest prefix shared with the KV cache is not computed again.</summary>
    public required ImmutableArray<int> Prompt { get; init; }

    public required int MaxTokens { get; init; }

    public Sampling Sampling { get; init; } = Sampling.Greedy;

    /// <summary>Ids that end the continuation; the id itself is not yielded but reported as <see cref="GenerationEnd.StopId"/>.</summary>
    public ImmutableArray<int> StopIds { get; init; } = [];

    /// <summary>
    /// Added to the logits that choose the first token: negative infinity forbids an id, and a positive bias makes up for
    /// training in which it was rarer than in use. Log-probabilities stay the model's own.
    /// </summary>
    public ImmutableArray<(int Id, float Bias)> FirstBias { get; init; } = [];

    /// <summary>Texts that end the continuation, also across tokens; text from there on is not yielded.</summary>
    public ImmutableArray<string> StopStrings { get; init; } = [];
}
