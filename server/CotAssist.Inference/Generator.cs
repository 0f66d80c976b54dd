using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CotAssist.Inference;

/// <summary>
/// Continues prompts with one model: reuses the longest cached prefix, prefills the rest, decodes token by token.
/// Not thread-safe: one request at a time.
/// </summary>
public sealed class Generator(ICausalModel model, Tokenizer tokenizer)
{
    /// <summary>Rows of logits held at a time: 64 of 150,000 entries take 38 MB.</summary>
    private const int ScoredAtOnce = 64;

    /// <summary>Ids of the tokens in the model's KV cache.</summary>
    private readonly List<int> cached = [];

    public ICausalModel Model { get; } = model;

    public Tokenizer Tokenizer { get; } = tokenizer;

    /// <summary>How the last continuation ended; null while one is under way or before the first.</summary>
    public GenerationEnd? End { get; private set; }

    /// <summary>Decodes lazily: each step of the enumeration runs the model once.</summary>
    /// <exception cref="ArgumentException">The prompt does not leave room for one token.</exception>
    public IEnumerable<GeneratedToken> Generate(GenerationRequest request, CancellationToken cancellation)
    {
        if (request.Prompt.IsDefaultOrEmpty || request.Prompt.Length >= Model.ContextLength)
        {
            throw new ArgumentException(
                $"The prompt has {(request.Prompt.IsDefault ? 0 : request.Prompt.Length)} tokens; it needs at least 1 and at most {Model.ContextLength - 1}.", nameof(request));
        }

        return Continue(request, cancellation);
    }

    /// <summary>
    /// Natural-log probability of each token of <paramref name="ids"/> from index <paramref name="start"/> (at least 1) on,
    /// given all before it; exp of the negative mean is the perplexity (CodeGen, section 4.3).
    /// </summary>
    public ImmutableArray<float> Score(ReadOnlySpan<int> ids, int start, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Length, Model.ContextLength);
        var scores = ImmutableArray.CreateBuilder<float>(Math.Max(0, ids.Length - start));
        if (start >= ids.Length)
        {
            return [];
        }

        // A token's logits are those of the token before it, so that one is computed again even where the cache has it.
        Rewind(Math.Min(Reuse(ids), start - 1));
        if (cached.Count < start - 1)
        {
            Forward(ids[cached.Count..(start - 1)], [], cancellation);
        }

        var sampler = new TokenSampler(Sampling.Greedy, Model.VocabularySize);
        for (var at = start; at < ids.Length; at += ScoredAtOnce)
        {
            var length = Math.Min(ScoredAtOnce, ids.Length - at);
            var logits = Forward(ids.Slice(at - 1, length), Enumerable.Range(0, length).ToArray(), cancellation);
            for (var row = 0; row < length; row++)
            {
                scores.Add(sampler.LogProbability(logits.Slice(row * Model.VocabularySize, Model.VocabularySize), ids[at + row]));
            }
        }

        return scores.DrainToImmutable();
    }

    private IEnumerable<GeneratedToken> Continue(GenerationRequest request, CancellationToken cancellation)
    {
        End = null;
        var clock = Stopwatch.StartNew();
        var sampler = new TokenSampler(request.Sampling, Model.VocabularySize);
        var decoder = new TokenDecoder(Tokenizer);
        var filter = new StopStringFilter(request.StopStrings);
        var reused = Math.Min(Reuse(request.Prompt.AsSpan()), request.Prompt.Length - 1);
        Rewind(reused);
        var (next, logProbability) = Step(request.Prompt.AsSpan()[reused..], sampler, cancellation, request.FirstBias.AsSpan());
        var prefill = clock.Elapsed;
        var generated = 0;

        while (!request.StopIds.Contains(next))
        {
            if (generated == request.MaxTokens)
            {
                Finish(StopReason.TokenBudget);
                yield break;
            }

            generated++;
            var token = new GeneratedToken(next, filter.Push(decoder.Push(next)), logProbability);
            var full = request.Prompt.Length + generated >= Model.ContextLength;
            if (filter.Stopped || full)
            {
                yield return WithHeldText(token);
                Finish(filter.Stopped ? StopReason.StopString : StopReason.ContextFull);
                yield break;
            }

            // Where text is held back, the token waits until the next one tells whether the text ends with it.
            var waits = filter.Holds;
            if (!waits)
            {
                yield return token;
            }

            // The token after the last of the budget is looked at too: a stop there ends the text as well as a stop before it.
            (next, logProbability) = Step([next], sampler, cancellation);
            if (waits)
            {
                var last = generated == request.MaxTokens || request.StopIds.Contains(next);
                yield return last ? WithHeldText(token) : token;
            }
        }

        Finish(StopReason.StopToken, next, logProbability);

        GeneratedToken WithHeldText(GeneratedToken token) => token with { Text = token.Text + filter.Flush() };

        void Finish(StopReason reason, int? stopId = null, float logProbabilityOfStop = 0) => End = new GenerationEnd(
            reason, stopId, logProbabilityOfStop, request.Prompt.Length, reused, generated, prefill, clock.Elapsed - prefill);
    }

    private (int Id, float LogProbability) Step(
        ReadOnlySpan<int> tokens, TokenSampler sampler, CancellationToken cancellation, ReadOnlySpan<(int Id, float Bias)> biases = default)
    {
        var logits = Forward(tokens, [tokens.Length - 1], cancellation);
        var id = sampler.Draw(biases.IsEmpty ? logits : Biased(logits, biases));
        return (id, sampler.LogProbability(logits, id));
    }

    private static float[] Biased(ReadOnlySpan<float> logits, ReadOnlySpan<(int Id, float Bias)> biases)
    {
        var biased = logits.ToArray();
        foreach (var (id, bias) in biases)
        {
            biased[id] += bias;
        }

        return biased;
    }

    private ReadOnlySpan<float> Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> positions, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var logits = Model.Forward(tokens, positions, cancellation);
        cached.AddRange(tokens);
        return logits;
    }

    /// <summary>Length of the longest prefix that <paramref name="ids"/> shares with the KV cache.</summary>
    private int Reuse(ReadOnlySpan<int> ids) => ids.CommonPrefixLength(CollectionsMarshal.AsSpan(cached));

    private void Rewind(int length)
    {
        Model.RewindTo(length);
        cached.RemoveRange(length, cached.Count - length);
    }
}
