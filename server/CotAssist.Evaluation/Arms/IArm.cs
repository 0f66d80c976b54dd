using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Arms;

/// <summary>
/// One way of getting from a comment to code. It has one try and never looks at the tests; to add an arm, write one of these
/// and name it in <see cref="ArmList"/>.
/// </summary>
public interface IArm
{
    string Name { get; }

    /// <summary>Whether the task has what the arm needs.</summary>
    bool Applies(EvaluationTask task);

    Attempt Try(EvaluationTask task, ProductPath product);
}
