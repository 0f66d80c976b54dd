using CotAssist.Curriculum.Generation;

namespace CotAssist.Curriculum.Output;

/// <summary>A sample as token ids.</summary>
/// <param name="PromptLength">Tokens that carry no loss: the prompt, and a plan that was given.</param>
public sealed record EncodedSample(int[] Ids, int PromptLength, SampleMode Mode);
