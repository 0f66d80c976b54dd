using System.Collections.Immutable;
using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>What a model reads, in parts; <see cref="ToString"/> is for logs, fixtures and eyes.</summary>
public sealed record Prompt(ImmutableArray<PromptPart> Parts)
{
    /// <summary>Token ids; each part is encoded by itself.</summary>
    public ImmutableArray<int> Encode(Tokenizer tokenizer) => throw new NotImplementedException();

    public override string ToString() => string.Concat(Parts);
}
