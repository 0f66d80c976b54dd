using System.Globalization;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>MBPP in Python: a sentence, and asserts that name the function.</summary>
internal sealed class MbppFormat : ISuiteFormat
{
    public bool Recognises(JsonElement record, string fileName) => record.Has("text", "code", "test_list", "task_id");

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        var tests = record.Texts("test_list");
        yield return new EvaluationTask
        {
            Id = record.GetProperty("task_id").GetInt32().ToString(CultureInfo.InvariantCulture),
            Language = TaskLanguage.Python,
            // The first assert names the function and its parameters (Austin et al. 2021 show all three).
            Before = $"# {record.Text("text")}\n# {tests[0]}\n",
            After = "",
            Check = new PythonScript($"{record.TextOrNull("test_setup_code")}\n{string.Join('\n', tests)}\n"),
            ReferenceCode = record.Text("code"),
        };
    }
}
