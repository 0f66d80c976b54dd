using CotAssist.Evaluation.Arms;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Reports;

/// <summary>
/// Whether generated lines name the step they carry out. Judged by the lines that the suite's own code has too, each time
/// under the same step, of code that follows the suite's own plan; what stands in no reference cannot be judged, nor can a
/// bracket alone on its line, for all of them are alike.
/// </summary>
/// <param name="Judged">Lines.</param>
/// <param name="Right">Lines whose step is the reference's.</param>
public sealed record TracedLines(int Judged, int Right)
{
    /// <summary>Null where the code followed another plan, was not traced, or has no line in common with the reference.</summary>
    internal static TracedLines? Of(EvaluationTask task, Attempt attempt)
    {
        if (task.ReferenceCode is not { } reference || task.ReferenceSteps.IsEmpty || attempt.Plan is not { } plan
            || !plan.Steps.SequenceEqual(task.ReferencePlan) || attempt.StepOfLine.All(step => step == 0))
        {
            return null;
        }

        var stepOf = reference.Split('\n').Zip(task.ReferenceSteps, (line, step) => (Line: line.Trim(), Step: step))
            .GroupBy(line => line.Line).Where(same => same.Select(line => line.Step).Distinct().Count() == 1)
            .ToDictionary(same => same.Key, same => same.First().Step);
        var judged = attempt.Code.Split('\n').Zip(attempt.StepOfLine, (line, step) => (Line: line.Trim(), Step: step)).Where(line => line.Line.Any(char.IsLetterOrDigit) && stepOf.ContainsKey(line.Line)).ToArray();
        return judged.Length == 0 ? null : new TracedLines(judged.Length, judged.Count(line => stepOf[line.Line] == line.Step));
    }
}
