namespace CotAssist.Inference;

/// <summary>
/// A decoder that continues one token sequence and remembers it in its KV cache.
/// Two implementations: <see cref="OnnxModel"/>, and the scripted model with which tests run the real loop.
/// Not thread-safe: one request at a time.
/// </summary>
public interface ICausalModel : IDisposable
{
    /// <summary>Most tokens the KV cache holds.</summary>
    int ContextLength { get; }

    /// <summary>Entries of one row of logits.</summary>
    int VocabularySize { get; }

    /// <summary>Tokens now in the KV cache.</summary>
    int PastLength { get; }

    /// <summary>
    /// Appends <paramref name="tokens"/> to the cached sequence and returns logits at the positions asked for.
    /// </summary>
    /// <param name="tokens">Token ids, at least one; PastLength + tokens.Length must not exceed ContextLength.</param>
    /// <param name="logitPositions">Ascending indices into <paramref name="tokens"/>; may be empty (prefill without logits).</param>
    /// <param name="cancellation">Reaches the running kernel; the cache is then rewound to where it stood.</param>
    /// <returns>Row-major [logitPositions.Length, VocabularySize]; valid until the next call.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the cache stands as before the call.</exception>
    /// <exception cref="InferenceException">The device failed or the logits hold NaN.</exception>
    ReadOnlySpan<float> Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> logitPositions, CancellationToken cancellation);

    /// <summary>Forgets every token from <paramref name="length"/> on; costs nothing.</summary>
    void RewindTo(int length);
}
