using System.Collections.Immutable;

namespace CotAssist.Evaluation.Arms;

/// <summary>Arms by name.</summary>
public static class ArmList
{
    /// <summary>Not an arm of a model: the suite's own answers.</summary>
    public const string Reference = "reference";

    public static ImmutableArray<string> Names { get; } = ["no-plan", "own-plan", "best-plan", "reference-plan", "plan-file", "turns", "turns-best-plan", Reference];

    /// <param name="planFile">Where plan-file reads its plans; null when not given.</param>
    /// <exception cref="InvalidDataException">No such arm, or plan-file without a file.</exception>
    public static IArm Create(string name, string? planFile) => name switch
    {
        "no-plan" => new NoPlanArm(),
        "own-plan" => new ModelPlanArm(name, (product, intent) => product.WritePlan(intent)),
        "best-plan" => new ModelPlanArm(name, (product, intent) => product.FindPlan(intent)),
        "reference-plan" => new ReferencePlanArm(),
        "plan-file" => new PlanFileArm(planFile ?? throw new InvalidDataException("The arm plan-file needs --plans FILE.")),
        "turns" => new TurnsArm(name, (_, _) => (null, new Attempt())),
        "turns-best-plan" => new TurnsArm(name, (product, intent) => product.FindPlan(intent)),
        _ => throw new InvalidDataException($"There is no arm \"{name}\"; there are {string.Join(", ", Names)}."),
    };
}
