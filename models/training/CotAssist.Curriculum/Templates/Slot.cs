namespace CotAssist.Curriculum.Templates;

/// <summary>A place in a template where a name stands.</summary>
/// <param name="Name">As the writer wrote it.</param>
/// <param name="Site">What may be put there besides a name.</param>
public sealed record Slot(int Start, int Length, string Name, NameKind Kind, SlotSite Site)
{
    public int End => Start + Length;
}
