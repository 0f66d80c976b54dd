using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>MultiPL-E in C# (HumanEval-cs, MBPP-cs): a prompt that ends in an open method, tests that begin with its closing brace.</summary>
internal sealed class MultiPlEFormat : ISuiteFormat
{
    public bool Recognises(JsonElement record, string fileName) =>
        record.Has("name", "prompt", "tests", "stop_tokens") && record.TextOrNull("language") == "cs";

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        yield return new EvaluationTask
        {
            Id = record.Text("name"),
            Language = TaskLanguage.CSharp,
            Before = record.Text("prompt").TrimEnd() + "\n        ",
            After = "\n    }\n}\n",
            Check = new ExitsZero(record.Text("tests"), ImplicitUsings: false),
        };
    }
}
