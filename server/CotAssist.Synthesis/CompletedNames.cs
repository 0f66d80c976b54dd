using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>A change to whose names something was added: a namespace in front, where the file has no using directive for it, or a number behind, where the name was taken.</summary>
/// <param name="Additions">What was put in ("System.Globalization.", "2"), by UTF-16 offset into the text without them, ascending.</param>
/// <param name="Taken">A name that was taken; its place is one in the text without additions. Null when none was.</param>
public sealed record CompletedNames(TextChange Change, ImmutableArray<(int At, string Text)> Additions, CodeProblem? Taken)
{
    /// <summary>The change with the additions put into its text.</summary>
    public static CompletedNames Of(TextChange change, ImmutableArray<(int At, string Text)> additions, CodeProblem? taken = null)
    {
        var text = new StringBuilder(change.NewText);
        foreach (var (at, addition) in additions.Reverse())
        {
            text.Insert(at, addition);
        }

        return new(new TextChange(change.Span, text.ToString()), additions, taken);
    }

    /// <summary>The offset in the text without additions; one inside of an addition becomes that of what stands behind it.</summary>
    public int WithoutAdditions(int position)
    {
        var shift = 0;
        foreach (var (at, text) in Additions)
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
