using System.Collections.Immutable;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>
/// MTPB, the multi-turn benchmark of CodeGen: each record is one problem with several cases, and each case fills its values
/// into the turns. One task a case, "3@0" for the first of problem 3.
/// </summary>
internal sealed class MtpbFormat : ISuiteFormat
{
    private const string Imports = "# Import libraries.\n\nimport numpy as np\n\n";

    public bool Recognises(JsonElement record, string fileName) => record.Has("prompts", "inputs", "outputs");

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        var turns = record.Texts("prompts");
        var outputs = record.GetProperty("outputs");
        var number = 0;
        foreach (var input in record.GetProperty("inputs").EnumerateArray())
        {
            yield return new EvaluationTask
            {
                Id = $"{record.Text("id")}@{number}",
                Language = TaskLanguage.Python,
                Before = Imports,
                After = "",
                Check = new PythonPrintedValue(outputs[number].GetRawText()),
                Tags = ImmutableSortedDictionary<string, string>.Empty.Add("category", record.Text("category")),
                Turns = [.. turns.Select(turn => Fill(turn, input))],
            };
            number++;
        }
    }

    /// <summary>Python's str.format with named fields; doubled braces stand for themselves.</summary>
    private static string Fill(string turn, JsonElement input)
    {
        foreach (var field in input.EnumerateObject())
            turn = turn.Replace("{" + field.Name + "}", PythonText.Of(field.Value, quoted: false), StringComparison.Ordinal);
        return turn.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
    }
}
