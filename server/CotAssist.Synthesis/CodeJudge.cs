using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>
/// Says how well a code answers its comment, by the model's own probabilities: of the code after its plan, of the code after
/// the comment alone, and of the comment after the code (Coder-Reviewer, Zhang et al. 2023). After its plan alone, a code for
/// something easier than what was asked would win.
/// </summary>
/// <param name="reviewWeight">The model's manifest says it: the weight of the comment after the code; 0 where the model was not taught to foretell comments.</param>
public sealed class CodeJudge(Generator generator, double reviewWeight)
{
    /// <summary>Natural log, a weighted sum of means over tokens; only codes for the same intent compare.</summary>
    /// <param name="code">Not empty.</param>
    public double Fit(Intent intent, CodeResult code, CancellationToken cancellation)
    {
        var fit = code.MeanLogProbability + MeanLogProbability(PromptBuilder.ForCode(intent, plan: null, traced: false), code.Code, cancellation);
        return reviewWeight == 0 ? fit : fit + reviewWeight * MeanLogProbability(PromptBuilder.ForReview(intent, code.Code), PromptBuilder.ShownComment(intent), cancellation);
    }

    /// <summary>Of a text that follows the prompt.</summary>
    private double MeanLogProbability(Prompt prompt, string text, CancellationToken cancellation)
    {
        var start = prompt.Encode(generator.Tokenizer);
        var ids = start.AddRange(generator.Tokenizer.Encode(text));
        return ids.Length > generator.Model.ContextLength ? double.NegativeInfinity : generator.Score(ids.AsSpan(), start.Length, cancellation).Average(score => (double)score);
    }
}
