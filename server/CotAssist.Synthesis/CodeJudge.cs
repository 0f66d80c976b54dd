using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>
/// Says how well a code answers its comment, by the model's own probabilities: of the code after its plan, and of the code
/// after the comment alone. After its plan alone, a code for something easier than what was asked would win.
/// </summary>
public sealed class CodeJudge(Generator generator)
{
    /// <summary>Natural log, sum of two means over the code's tokens; only codes for the same intent compare.</summary>
    /// <param name="code">Not empty.</param>
    public double Fit(Intent intent, CodeResult code, CancellationToken cancellation) =>
        code.MeanLogProbability + MeanLogProbability(intent, plan: null, code.Code, cancellation);

    /// <summary>Natural log, mean over the code's tokens, step markers left out; negative infinity where prompt and code exceed the model's context.</summary>
    /// <param name="code">Not empty.</param>
    public double MeanLogProbability(Intent intent, Plan? plan, string code, CancellationToken cancellation)
    {
        var prompt = PromptBuilder.ForCode(intent, plan, traced: false).Encode(generator.Tokenizer);
        var ids = prompt.AddRange(generator.Tokenizer.Encode(code));
        return ids.Length > generator.Model.ContextLength ? double.NegativeInfinity : generator.Score(ids.AsSpan(), prompt.Length, cancellation).Average(score => (double)score);
    }
}
