using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>Reads the records of one published format.</summary>
internal interface ISuiteFormat
{
    /// <summary>Whether <paramref name="record"/> is of this format, by the fields that only it has.</summary>
    bool Recognises(JsonElement record, string fileName);

    /// <summary>The tasks of one record (MTPB: one for each of its cases).</summary>
    IEnumerable<EvaluationTask> Read(JsonElement record, string fileName);
}
