using System.Collections.Immutable;

namespace CotAssist.Inference;

/// <summary>
/// Continues prompts with one model: reuses the longest cached prefix, prefills in chunks, decodes token by token.
/// Not thread-safe: one request at a time.
/// </summary>
public sealed class Generator(ICausalModel model, Tokenizer tokenizer)
{
    public ICausalModel Model { get; } = model;

    public Tokenizer Tokenizer { get; } = tokenizer;

    /// <summary>How the last continuation ended; null while one is under way or before the first.</summary>
    public GenerationEnd? End => throw new NotImplementedException();

    /// <summary>Decodes lazily: each step of the enumeration runs the model once.</summary>
    /// <exception cref="ArgumentException">The prompt does not leave room for one token.</exception>
    public IEnumerable<GeneratedToken> Generate(GenerationRequest request, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>
    /// Natural-log probability of each token of <paramref name="ids"/> from index <paramref name="start"/> (at least 1) on,
    /// given all before it; exp of the negative mean is the perplexity (CodeGen, section 4.3).
    /// </summary>
    public ImmutableArray<float> Score(ReadOnlySpan<int> ids, int start, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
