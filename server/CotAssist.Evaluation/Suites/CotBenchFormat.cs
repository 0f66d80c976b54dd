using System.Collections.Immutable;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>CotBench-CS and CotDev-CS: before, after and boolean tests in C#.</summary>
internal sealed class CotBenchFormat : ISuiteFormat
{
    public bool Recognises(JsonElement record, string fileName) => record.Has("before", "after", "tests", "reference_code");

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        yield return new EvaluationTask
        {
            Id = record.Text("id"),
            Language = TaskLanguage.CSharp,
            Before = record.Text("before"),
            After = record.Text("after"),
            Check = new BooleanTests(record.Texts("tests")),
            Tags = ImmutableSortedDictionary<string, string>.Empty
                .Add("tier", record.GetProperty("tier").GetRawText())
                .Add("category", record.Text("category"))
                .Add("voice", record.Text("voice"))
                .Add("shape", record.Text("shape"))
                .AddRange(Distance(record)),
            ReferenceCode = record.Text("reference_code"),
            ReferencePlan = record.Texts("reference_plan"),
            ReferenceSteps = record.Numbers("reference_steps"),
            Turns = record.Texts("turns"),
        };
    }

    /// <summary>How far the comment is from the training's, where the curriculum says it.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Distance(JsonElement record) =>
        record.TryGetProperty("distance", out var distance) && distance.ValueKind == JsonValueKind.Number
            ? [new("distance", distance.GetDouble() switch { < 0.4 => "0 to 0.4", < 0.6 => "0.4 to 0.6", _ => "0.6 to 1" })]
            : [];
}
