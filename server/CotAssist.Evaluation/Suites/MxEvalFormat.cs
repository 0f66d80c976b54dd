using System.Collections.Immutable;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>mxeval in C# (HumanEval, MBXP) and HumanEval-XL: the answer closes its method, and a Main that throws follows.</summary>
internal sealed class MxEvalFormat : ISuiteFormat
{
    public bool Recognises(JsonElement record, string fileName) =>
        record.Has("task_id", "prompt", "test", "description", "entry_point") && record.TextOrNull("language") == "csharp";

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        // HumanEval-XL repeats its ids in every natural language.
        var language = record.TextOrNull("natural_language");
        yield return new EvaluationTask
        {
            Id = language is null ? record.Text("task_id") : $"{record.Text("task_id")}@{language}",
            Language = TaskLanguage.CSharp,
            Before = record.Text("prompt").TrimEnd() + "\n            ",
            After = "\n        }\n    }\n}\n",
            Check = new ExitsZero("        }\n" + record.Text("test"), ImplicitUsings: false),
            Tags = language is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("language", language),
            ReferenceCode = record.TextOrNull("canonical_solution") is { } solution ? WithoutClosingBrace(solution) : null,
        };
    }

    private static string WithoutClosingBrace(string solution)
    {
        var code = solution.Trim();
        return code.EndsWith('}') ? code[..^1].TrimEnd() : code;
    }
}
