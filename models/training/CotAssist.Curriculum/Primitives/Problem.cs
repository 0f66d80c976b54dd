namespace CotAssist.Curriculum.Primitives;

/// <summary>Something a writer has to mend.</summary>
public sealed record Problem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}
