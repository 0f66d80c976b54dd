using CotAssist.Evaluation.Suites;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation.Arms;

/// <summary>What the arms with one request for code share: the intent at the task's caret, and its perplexity.</summary>
internal static class SingleTurn
{
    public const string NoIntent = "No comment at the caret asks for code.";

    /// <param name="plan">The plan to follow, and what the attempt has come to with it; a problem ends the attempt.</param>
    public static Attempt Try(EvaluationTask task, ProductPath product, Func<Intent, (Plan? Plan, Attempt SoFar)> plan) => Measured(task, product, intent =>
    {
        var (steps, soFar) = plan(intent);
        return soFar.Problem is null ? product.WriteCode(intent, steps, soFar) : soFar;
    });

    /// <summary>As if the plan stood in the file: the model did not write it.</summary>
    public static Attempt TryWith(Plan plan, EvaluationTask task, ProductPath product) =>
        Measured(task, product, intent => product.WriteCode(intent with { WrittenPlan = plan }, plan, new Attempt()));

    private static Attempt Measured(EvaluationTask task, ProductPath product, Func<Intent, Attempt> attempt)
    {
        if (product.FindIntent(task.Before, task.After) is not { } intent)
            return new Attempt { Problem = NoIntent };
        var perplexity = ProductPath.Perplexity(product.ScoreComment(intent));
        return attempt(intent) with { IntentPerplexity = perplexity };
    }
}
