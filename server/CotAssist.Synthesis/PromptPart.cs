namespace CotAssist.Synthesis;

/// <summary>A marker (one special token) or plain text; text never turns into a marker, whatever it spells.</summary>
public readonly record struct PromptPart(string Text, bool IsMarker)
{
    public override string ToString() => Text;
}
