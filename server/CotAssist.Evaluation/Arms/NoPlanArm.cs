using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Arms;

/// <summary>From the comment straight to code.</summary>
internal sealed class NoPlanArm : IArm
{
    public string Name => "no-plan";

    public bool Applies(EvaluationTask task) => true;

    public Attempt Try(EvaluationTask task, ProductPath product) => SingleTurn.Try(task, product, _ => (null, new Attempt()));
}
