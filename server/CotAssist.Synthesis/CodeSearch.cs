using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>
/// Finds the code that is shown. The model's own plan is followed as it is. A plan that stands in the file is a person's: where
/// it says something else than the comment, the plan is meant, but a model that reads both also writes what only the comment
/// asks for. So such a plan is followed after the comment and with its own steps in the comment's place, each time first as
/// is most probable and then drawn, and of all codes the one is taken that is most probable after both (CodePLAN, Sun et al.
/// 2024, samples several and uses the best).
/// </summary>
/// <param name="draws">Codes drawn besides the most probable ones, each after the comment and after the plan alone.</param>
public sealed class CodeSearch(Coder coder, CodeJudge judge, int draws)
{
    /// <param name="onText">Receives the text of the code as it grows, and then of the one after the plan alone; called on the calling thread.</param>
    public CodeResult Write(Intent intent, Plan? plan, Sampling sampling, Action<string>? onText, CancellationToken cancellation)
    {
        var best = coder.Write(intent, plan, sampling, onText, cancellation);
        if (plan is null || !intent.Holds(plan))
        {
            return best;
        }

        var planAlone = intent with { Comment = plan.ToComment() };
        onText?.Invoke("\n// And once more after the plan alone:\n");
        Compare(coder.Write(planAlone, plan, sampling, onText, cancellation));
        for (var draw = 1; draw <= draws; draw++)
        {
            foreach (var asked in (Intent[])[intent, planAlone])
            {
                Compare(coder.Write(asked, plan, new Sampling(0.6, 0.95, sampling.Seed + draw), onText: null, cancellation));
            }
        }

        return best;

        void Compare(CodeResult other)
        {
            if (other.IsBetterThan(best) || !best.IsBetterThan(other) && other.Change is not null && other.Code != best.Code && Fit(other) > Fit(best))
            {
                best = other;
            }
        }

        double Fit(CodeResult code) =>
            judge.MeanLogProbability(intent, plan, code.Code, cancellation) + judge.MeanLogProbability(planAlone, plan, code.Code, cancellation);
    }
}
