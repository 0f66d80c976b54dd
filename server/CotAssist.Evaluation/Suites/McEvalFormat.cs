using System.Collections.Immutable;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>McEval in C#: the prompt ends at the signature, the answer is a block, and a console project's implicit usings are assumed.</summary>
internal sealed class McEvalFormat : ISuiteFormat
{
    public bool Recognises(JsonElement record, string fileName) => record.Has("prompt", "canonical_solution", "test", "signature", "instruction", "level");

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        yield return new EvaluationTask
        {
            Id = record.Text("task_id"),
            Language = TaskLanguage.CSharp,
            Before = record.Text("prompt").TrimEnd() + "\n    {\n        ",
            After = "\n    }\n}\n",
            Check = new ExitsZero("    }\n" + record.Text("test"), ImplicitUsings: true),
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("tier", record.Text("level")),
            ReferenceCode = InsideOfBlock(record.Text("canonical_solution")),
        };
    }

    private static string InsideOfBlock(string block) => block[(block.IndexOf('{') + 1)..block.LastIndexOf('}')].Trim();
}
