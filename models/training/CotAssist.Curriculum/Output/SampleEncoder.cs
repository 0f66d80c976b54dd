using CotAssist.Curriculum.Generation;
using CotAssist.Inference;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Output;

/// <summary>Turns laid out samples into token ids, each part encoded by itself as the product does.</summary>
public sealed class SampleEncoder(Tokenizer tokenizer)
{
    public const int MaxTokens = 1024;

    /// <summary>Null when the sample is too long.</summary>
    public EncodedSample? Encode(SampleText text, SampleMode mode)
    {
        var ids = new List<int>(512);
        int commentStart = 0, commentLength = 0;
        for (var i = 0; i < text.Prompt.Length; i++)
        {
            var start = ids.Count;
            Add(text.Prompt[i]);
            if (i > 0 && text.Prompt[i - 1] is { IsMarker: true, Text: Markers.Comment })
            {
                (commentStart, commentLength) = (start, ids.Count - start);
            }
        }

        var promptLength = ids.Count;
        foreach (var part in text.Completion)
        {
            Add(part);
        }

        return ids.Count > MaxTokens ? null : new([.. ids], commentStart, commentLength, promptLength, mode);

        void Add(PromptPart part)
        {
            if (part.IsMarker)
            {
                ids.Add(tokenizer.SpecialId(part.Text) ?? throw new InvalidDataException($"The tokenizer lacks the marker {part.Text}; train it with the 'tokenizer' command."));
            }
            else
            {
                ids.AddRange(tokenizer.Encode(part.Text));
            }
        }
    }
}
