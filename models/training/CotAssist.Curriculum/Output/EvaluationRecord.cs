using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CotAssist.Curriculum.Output;

/// <summary>A task in the record format of CotBench-CS, so that the product's own runner measures what training held back.</summary>
public sealed record EvaluationRecord
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Id { get; init; }

    public required int Tier { get; init; }

    public required string Category { get; init; }

    public required string Voice { get; init; }

    public required string Shape { get; init; }

    /// <summary>Of a held-out wording from the nearest one that training shows, 0 to 1; null for tasks whose wordings are trained.</summary>
    public double? Distance { get; init; }

    public required string Before { get; init; }

    public required string After { get; init; }

    public required string Comment { get; init; }

    public ImmutableArray<string>? Turns { get; init; }

    public required ImmutableArray<string> ReferencePlan { get; init; }

    public required string ReferenceCode { get; init; }

    /// <summary>For each line of the reference code the number of its step.</summary>
    public required ImmutableArray<int> ReferenceSteps { get; init; }

    public required ImmutableArray<string> Tests { get; init; }

    public required string Entry { get; init; }

    public string ToJson() => ToJson(this);

    internal static string ToJson<T>(T record) => JsonSerializer.Serialize(record, Options);
}
