using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>
/// Finds the code that is shown. The model's own plan is followed as it is. A plan that stands in the file is a person's: where
/// it says something else than the comment, the plan is meant, but a model that reads both also writes what only the comment
/// asks for. So such a plan is followed twice, after the comment and with its own steps in the comment's place, and of both
/// codes the one is taken that is more probable after both.
/// </summary>
public sealed class CodeSearch(Coder coder, CodeJudge judge)
{
    /// <param name="onText">Receives the text of the code as it grows, and then of the one after the plan alone; called on the calling thread.</param>
    public CodeResult Write(Intent intent, Plan? plan, Sampling sampling, Action<string>? onText, CancellationToken cancellation)
    {
        var afterComment = coder.Write(intent, plan, sampling, onText, cancellation);
        if (plan is null || !intent.Holds(plan))
        {
            return afterComment;
        }

        var planAlone = intent with { Comment = plan.ToComment() };
        onText?.Invoke("\n// And once more after the plan alone:\n");
        var afterPlan = coder.Write(planAlone, plan, sampling, onText, cancellation);
        if (afterComment.IsBetterThan(afterPlan) || afterPlan.Change is null || afterPlan.Code == afterComment.Code)
        {
            return afterComment;
        }

        return afterPlan.IsBetterThan(afterComment) || Fit(afterPlan) > Fit(afterComment) ? afterPlan : afterComment;

        double Fit(CodeResult code) =>
            judge.MeanLogProbability(intent, plan, code.Code, cancellation) + judge.MeanLogProbability(planAlone, plan, code.Code, cancellation);
    }
}
