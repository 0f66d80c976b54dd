using System.Collections.Frozen;
using System.Text.Json;
using CotAssist.Evaluation.Suites;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation.Arms;

/// <summary>
/// Code that follows plans from a file: JSON lines with "id" (or "task_id") and "plan", which is a list of steps
/// or a numbered text ("1. ..." or COTTON's "How to solve:", "Step 1. ...").
/// </summary>
internal sealed class PlanFileArm : IArm
{
    private readonly FrozenDictionary<string, Plan> plans;

    /// <exception cref="InvalidDataException">A line is no plan; the sentence names it.</exception>
    public PlanFileArm(string path)
    {
        var read = new Dictionary<string, Plan>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
                continue;
            var (id, plan) = Read(line) ?? throw new InvalidDataException($"{path}, line {number}: expected {{\"id\": ..., \"plan\": [steps] or a numbered text}}.");
            read[id] = plan;
        }

        plans = read.ToFrozenDictionary();
    }

    public string Name => "plan-file";

    public bool Applies(EvaluationTask task) => plans.ContainsKey(task.Id);

    public Attempt Try(EvaluationTask task, ProductPath product) => SingleTurn.TryWith(plans[task.Id], task, product);

    private static (string Id, Plan Plan)? Read(string line)
    {
        try
        {
            var record = JsonElement.Parse(line);
            var plan = record.Texts("plan") is { IsEmpty: false } steps
                ? new Plan([.. steps.Take(Plan.MaxSteps)])
                : Plan.Parse((record.TextOrNull("plan") ?? "").Replace("How to solve:\n", "", StringComparison.Ordinal).Replace("Step ", "", StringComparison.Ordinal));
            var id = record.TextOrNull("id") ?? record.TextOrNull("task_id");
            return id is null || plan is null ? null : (id, plan);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
