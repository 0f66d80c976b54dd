using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>A change in which names that the file has no using directive for are written in full.</summary>
/// <param name="Qualifiers">What was put in ("System.Globalization."), by UTF-16 offset into the text without them, ascending.</param>
public sealed record QualifiedChange(TextChange Change, ImmutableArray<(int At, string Text)> Qualifiers)
{
    /// <summary>The change with the qualifiers put into its text.</summary>
    public static QualifiedChange Of(TextChange change, ImmutableArray<(int At, string Text)> qualifiers)
    {
        var text = new StringBuilder(change.NewText);
        foreach (var (at, qualifier) in qualifiers.Reverse())
        {
            text.Insert(at, qualifier);
        }

        return new(new TextChange(change.Span, text.ToString()), qualifiers);
    }

    /// <summary>The offset in the text without qualifiers; one inside of a qualifier becomes that of the name behind it.</summary>
    public int WithoutQualifiers(int position)
    {
        var shift = 0;
        foreach (var (at, text) in Qualifiers)
        {
            if (position < at + shift)
            {
                break;
            }

            shift += Math.Min(text.Length, position - at - shift);
        }

        return position - shift;
    }
}
