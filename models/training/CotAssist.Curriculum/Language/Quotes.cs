namespace CotAssist.Curriculum.Language;

internal static class Quotes
{
    /// <summary>Double quotes have been opened before the place and not closed: what stands there is an example, not a word.</summary>
    public static bool Surround(string text, int at) => text.AsSpan(0, at).Count('"') % 2 == 1;
}
