using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Arms;

/// <summary>The first plan that comes to the model, then code that follows it.</summary>
internal sealed class OwnPlanArm : IArm
{
    public string Name => "own-plan";

    public bool Applies(EvaluationTask task) => true;

    public Attempt Try(EvaluationTask task, ProductPath product) => SingleTurn.Try(task, product, product.WritePlan);
}
