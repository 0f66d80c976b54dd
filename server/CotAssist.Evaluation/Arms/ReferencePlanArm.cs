using CotAssist.Evaluation.Suites;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation.Arms;

/// <summary>Code that follows the suite's own plan: how far the code would be without the plan's errors.</summary>
internal sealed class ReferencePlanArm : IArm
{
    public string Name => "reference-plan";

    public bool Applies(EvaluationTask task) => !task.ReferencePlan.IsDefaultOrEmpty;

    public Attempt Try(EvaluationTask task, ProductPath product) =>
        SingleTurn.TryWith(new Plan([.. task.ReferencePlan.Take(Plan.MaxSteps)]), task, product);
}
