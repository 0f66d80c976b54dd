namespace CotAssist.Curriculum.Output;

/// <summary>A comment outside of the starter's domain, as a task that is passed by refusing it.</summary>
public sealed record RefusalRecord
{
    public required string Id { get; init; }

    public required string Shape { get; init; }

    public required string Before { get; init; }

    public required string After { get; init; }

    public required string Comment { get; init; }

    public bool MustRefuse { get; } = true;

    public string ToJson() => EvaluationRecord.ToJson(this);
}
