using System.Collections.Immutable;
using CotAssist.Inference;

namespace CotAssist.Tests;

/// <summary>
/// A model that says what a script says: after an expected prompt its logits point to the scripted continuation, token by
/// token; where several go on, the first is a little more probable than the next. A prompt that no script expects fails the
/// test, with both texts in the message.
/// </summary>
internal sealed class ScriptedModel(Tokenizer tokenizer, int contextLength = 1024) : ICausalModel
{
    private readonly List<(ImmutableArray<int> Prompt, ImmutableArray<int> Continuation)> scripts = [];
    private readonly List<int> past = [];
    private float[] logits = [];

    public int ContextLength { get; } = contextLength;

    public int VocabularySize => tokenizer.VocabularySize;

    public int PastLength => past.Count;

    /// <summary>Tokens that went through the model so far; tells how much the KV cache spared.</summary>
    public int ComputedTokens { get; private set; }

    /// <summary>Called before each run; tests cancel or look around here.</summary>
    public Action? OnForward { get; set; }

    public ScriptedModel Expect(ImmutableArray<int> promptIds, ImmutableArray<int> continuationIds)
    {
        scripts.Add((promptIds, continuationIds));
        return this;
    }

    /// <summary>Drops the oldest script.</summary>
    public void Forget() => scripts.RemoveAt(0);

    public ReadOnlySpan<float> Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> logitPositions, CancellationToken cancellation)
    {
        OnForward?.Invoke();
        cancellation.ThrowIfCancellationRequested();
        Assert.True(past.Count + tokens.Length <= ContextLength, "More tokens than the context holds.");
        var before = past.Count;
        past.AddRange(tokens);
        ComputedTokens += tokens.Length;
        logits = new float[logitPositions.Length * VocabularySize];
        for (var row = 0; row < logitPositions.Length; row++)
        {
            var logit = 20f;
            foreach (var next in Next(past[..(before + logitPositions[row] + 1)]))
            {
                logits[(row * VocabularySize) + next] = logit;
                logit -= 0.01f;
            }
        }

        return logits;
    }

    public void RewindTo(int length) => past.RemoveRange(length, past.Count - length);

    public void Dispose()
    {
    }

    private List<int> Next(List<int> sequence)
    {
        var next = new List<int>();
        int? exhausted = null;
        foreach (var (prompt, continuation) in scripts)
        {
            var said = sequence.Count - prompt.Length;
            if (said < 0 || said > continuation.Length
                || !sequence[..prompt.Length].SequenceEqual(prompt)
                || !sequence[prompt.Length..].SequenceEqual(continuation.Take(said)))
            {
                continue;
            }

            if (said == continuation.Length)
            {
                // A script that has said all has nothing to add, but another one may begin where it ends.
                exhausted = continuation[^1];
            }
            else if (!next.Contains(continuation[said]))
            {
                next.Add(continuation[said]);
            }
        }

        if (next.Count > 0)
        {
            return next;
        }

        if (exhausted is { } last)
        {
            return [last];
        }

        throw new Xunit.Sdk.XunitException(
            $"No script expects this prompt:\n{Show(sequence)}\n\nexpected:\n{string.Join("\n--- or\n", scripts.Select(script => Show(script.Prompt)))}");
    }

    /// <summary>Text with special tokens shown as [id].</summary>
    private string Show(IEnumerable<int> ids) =>
        string.Concat(ids.Select(id => tokenizer.IsSpecial(id) ? $"[{id}]" : tokenizer.Decode([id])));
}
