using CotAssist.Curriculum.Generation;

namespace CotAssist.Curriculum.Output;

/// <summary>A sample as token ids.</summary>
/// <param name="CommentStart">Index of the comment's first token.</param>
/// <param name="CommentLength">Tokens of the comment, which carry a little loss: who can foretell comments reads them better.</param>
/// <param name="PromptLength">Tokens before those that the model has to write: the prompt, and a plan that was given.</param>
public sealed record EncodedSample(int[] Ids, int CommentStart, int CommentLength, int PromptLength, SampleMode Mode);
