using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>HumanEval and OpenEval in Python: prompt, answer, and a check function to call with the entry point.</summary>
internal sealed class HumanEvalFormat : ISuiteFormat
{
    public bool Recognises(JsonElement record, string fileName) =>
        record.Has("task_id", "prompt", "entry_point", "canonical_solution", "test") && !record.Has("language") && !record.Has("signature");

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        yield return new EvaluationTask
        {
            Id = record.Text("task_id"),
            Language = TaskLanguage.Python,
            Before = record.Text("prompt"),
            After = "",
            Check = new PythonScript($"{record.Text("test")}\ncheck({record.Text("entry_point")})\n"),
            ReferenceCode = record.Text("canonical_solution"),
        };
    }
}
