using System.Collections.Immutable;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>Comments outside of a model's domain, as the curriculum writes them: before and after, and must_refuse.</summary>
internal sealed class RefusalFormat : ISuiteFormat
{
    public bool Recognises(JsonElement record, string fileName) => record.Has("before", "after", "must_refuse");

    public IEnumerable<EvaluationTask> Read(JsonElement record, string fileName)
    {
        yield return new EvaluationTask
        {
            Id = record.Text("id"),
            Language = TaskLanguage.CSharp,
            Before = record.Text("before"),
            After = record.Text("after"),
            Check = new MustRefuse(),
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("shape", record.Text("shape")),
        };
    }
}
