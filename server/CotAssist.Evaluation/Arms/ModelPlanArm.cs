using CotAssist.Evaluation.Suites;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation.Arms;

/// <summary>A plan that the model writes, then code that follows it.</summary>
/// <param name="write">How the plan is found.</param>
internal sealed class ModelPlanArm(string name, Func<ProductPath, Intent, (Plan? Plan, Attempt SoFar)> write) : IArm
{
    public string Name => name;

    public bool Applies(EvaluationTask task) => true;

    public Attempt Try(EvaluationTask task, ProductPath product) => SingleTurn.Try(task, product, intent => write(product, intent));
}
