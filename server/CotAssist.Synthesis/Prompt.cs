using System.Collections.Immutable;
using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>What a model reads, in parts; <see cref="ToString"/> is for logs, fixtures and eyes.</summary>
public sealed record Prompt(ImmutableArray<PromptPart> Parts)
{
    /// <summary>Token ids; each part is encoded by itself.</summary>
    /// <exception cref="InvalidOperationException">The vocabulary lacks a marker: the model was made for another prompt profile.</exception>
    public ImmutableArray<int> Encode(Tokenizer tokenizer)
    {
        var ids = ImmutableArray.CreateBuilder<int>();
        foreach (PromptPart part in Parts)
        {
            if (part.IsMarker)
            {
                ids.Add(Markers.IdOf(part.Text, tokenizer));
            }
            else
            {
                ids.AddRange(tokenizer.Encode(part.Text));
            }
        }

        return ids.ToImmutable();
    }

    public override string ToString() => string.Concat(Parts);
}
