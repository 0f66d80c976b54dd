using CotAssist.Server.Lsp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Tests.Server;

/// <summary>'[' and ']' stand around what the change replaces, '¦' is the caret; the result shows what the ghost text replaces and adds.</summary>
public sealed class CaretEditTests
{
    [Theory]
    // An insertion at the caret stays as it is.
    [InlineData("a\n  ¦[]\nb", "code", "[]code")]
    // A whole body's inside becomes an insertion at the caret in it.
    [InlineData("{[\n  ¦\n]}", "\n  code\n", "[]code")]
    // The same where the indentation is not there yet.
    [InlineData("{[\n¦\n]}", "\n  code\n", "[]  code")]
    // What goes below the comment can be written on the blank line below it.
    [InlineData("  // c[]\n  ¦\n}", "\n  // 1. a", "[]// 1. a\n  ")]
    // At the comment's end the blank line below, where the code goes, is left behind it.
    [InlineData("  // c¦\n  []\n}", "code", "[]\n  code")]
    // One line: the white space between the braces is replaced.
    [InlineData("{[ ¦]}", "\n  code\n", "[ ]\n  code\n")]
    public void IsWrittenAtTheCaret(string source, string text, string expected)
    {
        var (document, change, caret) = Read(source, text);
        var shown = CaretEdit.At(caret, change, document)!.Value;

        Assert.Equal(expected, $"[{document.Text.ToString(shown.Span)}]{shown.NewText}");
    }

    [Theory]
    [InlineData("¦a\n\n\nb[]", "code")] // elsewhere
    [InlineData("a[bcd¦]", "")] // takes away
    [InlineData("x[]\ny¦", "code")] // above the caret's line
    public void IsNotShownAwayFromTheCaret(string source, string text)
    {
        var (document, change, caret) = Read(source, text);

        Assert.Null(CaretEdit.At(caret, change, document));
    }

    private static (Document Document, TextChange Change, int Caret) Read(string source, string text)
    {
        var caret = source.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).IndexOf('¦');
        source = source.Replace("¦", "", StringComparison.Ordinal);
        var (start, end) = (source.IndexOf('['), source.IndexOf(']') - 1);
        var document = Document.Open("file:///a.cs", "csharp", 1, source.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal));
        return (document, new TextChange(TextSpan.FromBounds(start, end), text), caret);
    }
}
