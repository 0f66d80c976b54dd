using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Arms;

/// <summary>The product as it is used: of several plans the one whose code fares best, then code that follows it.</summary>
internal sealed class BestPlanArm : IArm
{
    public string Name => "best-plan";

    public bool Applies(EvaluationTask task) => true;

    public Attempt Try(EvaluationTask task, ProductPath product) => SingleTurn.Try(task, product, product.FindPlan);
}
