using CotAssist.Server.Lsp;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Tests.Server;

public sealed class DocumentTests
{
    private static readonly Gen<string> Pieces =
        from parts in Gen.Elements("a", "{ }", "\n", "\r\n", "// x", "\"", "列", "😀", ";", "").ArrayOf()
        select string.Concat(parts);

    private static readonly Gen<(int, int, string)[]> Edits =
        (from first in Gen.Choose(0, 100) from second in Gen.Choose(0, 100) from text in Pieces select (first, second, text)).ArrayOf(4);

    /// <summary>Edits by line and UTF-16 column give the text that plain string edits give, and the tree belongs to it.</summary>
    [Fact]
    public void IncrementalEditsAreStringEdits() => Prop.ForAll(
        (from start in Pieces from edits in Edits select (start, edits)).ToArbitrary(),
        pair =>
        {
            var (start, edits) = pair;
            var expected = start;
            var document = new Document("file:///a.cs", "csharp", 1, SourceText.From(start));
            foreach (var (first, second, text) in edits)
            {
                var (from, to) = (Math.Min(first, second) % (expected.Length + 1), Math.Max(first, second) % (expected.Length + 1));
                var span = TextSpan.FromBounds(Math.Min(from, to), Math.Max(from, to));
                var source = document.Text;
                // A position between '\r' and '\n' does not exist in the protocol.
                if (Splits(expected, span.Start) || Splits(expected, span.End))
                {
                    continue;
                }

                _ = document.Tree;
                document = document.With(document.Version + 1, [new TextDocumentContentChangeEvent { Range = ToProtocol.SpanToRange(span, source), Text = text }]);
                expected = expected[..span.Start] + text + expected[span.End..];
            }

            return document.Text.ToString() == expected && document.Tree.GetRoot().ToFullString() == expected;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 99, 2)] // behind the line's end
    [InlineData(9, 0, 6)] // behind the last line
    [InlineData(1, 2, 5)] // behind a character outside of the basic plane: two UTF-16 units
    public void PositionsBehindTheEndAreTheEnd(int line, int character, int offset) =>
        Assert.Equal(offset, FromProtocol.PositionToOffset(new Position { Line = line, Character = character }, SourceText.From("ab\n😀c")));

    private static bool Splits(string text, int offset) => offset > 0 && offset < text.Length && text[offset - 1] == '\r' && text[offset] == '\n';
}
