using CotAssist.Server.Lsp;
using FsCheck;
using FsCheck.Fluent;
using Range = CotAssist.Server.Lsp.Range;

namespace CotAssist.Tests.Server;

public sealed class DocumentTests
{
    private const string Uri = "file:///a.cs";

    // U+2028 and U+0085 end a line for Roslyn, but not in the protocol.
    private static readonly Gen<string> Pieces =
        from parts in Gen.Elements("a", "{ }", "\n", "\r\n", "// x", "\"", "列", "😀", ";", "\u2028", "\u0085", "").ArrayOf()
        select string.Concat(parts);

    private static readonly Gen<(int, int, string)[]> Edits =
        (from first in Gen.Choose(0, 100) from second in Gen.Choose(0, 100) from text in Pieces select (first, second, text)).ArrayOf(4);

    /// <summary>Edits by line and UTF-16 column give the text that plain string edits give, and the tree belongs to it.</summary>
    [Fact]
    public void IncrementalEditsAreStringEdits() => Prop.ForAll(
        (from start in Pieces from edits in Edits from whole in Pieces select (start, edits, whole)).ToArbitrary(),
        sample =>
        {
            var expected = sample.start;
            var documents = Opened(expected);
            var version = 1;
            foreach (var (first, second, text) in sample.edits)
            {
                var (from, to) = (first % (expected.Length + 1), second % (expected.Length + 1));
                (from, to) = (Math.Min(from, to), Math.Max(from, to));
                // A position between '\r' and '\n' does not exist in the protocol.
                if (Splits(expected, from) || Splits(expected, to))
                {
                    continue;
                }

                _ = documents.Find(Uri)!.Tree;
                Change(documents, ++version, new Range { Start = PositionAt(expected, from), End = PositionAt(expected, to) }, text);
                expected = expected[..from] + text + expected[to..];
                if (documents.Find(Uri)!.Text.ToString() != expected)
                {
                    return false;
                }
            }

            var incremental = documents.Find(Uri)!.Tree.GetRoot().ToFullString() == expected;
            Change(documents, ++version, range: null, sample.whole);
            return incremental && documents.Find(Uri)!.Tree.GetRoot().ToFullString() == sample.whole;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryPositionLeadsBackToItsOffset() => Prop.ForAll(
        Pieces.ToArbitrary(),
        text =>
        {
            var document = Opened(text).Find(Uri)!;
            return Enumerable.Range(0, text.Length + 1).Where(offset => !Splits(text, offset)).All(offset =>
                ToProtocol.OffsetToPosition(offset, document) == PositionAt(text, offset)
                && FromProtocol.PositionToOffset(PositionAt(text, offset), document) == offset);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 99, 2)] // behind the line's end
    [InlineData(9, 0, 6)] // behind the last line
    [InlineData(1, 2, 5)] // behind a character outside of the basic plane: two UTF-16 units
    public void PositionsBehindTheEndAreTheEnd(int line, int character, int offset) =>
        Assert.Equal(offset, FromProtocol.PositionToOffset(new Position { Line = line, Character = character }, Opened("ab\n😀c").Find(Uri)!));

    /// <summary>No answer is better than one about a text that the editor does not hold.</summary>
    [Fact]
    public void ADocumentWhoseChangeCannotBeAppliedIsForgotten()
    {
        var documents = Opened("ab\ncd");
        var backwards = new Range { Start = new Position { Line = 1, Character = 0 }, End = new Position { Line = 0, Character = 0 } };

        Assert.Throws<RpcException>(() => Change(documents, 2, backwards, "x"));
        Assert.Null(documents.Find(Uri));
    }

    private static Documents Opened(string text)
    {
        var documents = new Documents(new PlanBook());
        documents.Open(new DidOpenTextDocumentParams { TextDocument = new TextDocumentItem { Uri = Uri, LanguageId = "csharp", Version = 1, Text = text } });
        return documents;
    }

    private static void Change(Documents documents, int version, Range? range, string text) => documents.Change(new DidChangeTextDocumentParams
    {
        TextDocument = new VersionedTextDocumentIdentifier { Uri = Uri, Version = version },
        ContentChanges = [new TextDocumentContentChangeEvent { Range = range, Text = text }],
    });

    private static bool Splits(string text, int offset) => offset > 0 && offset < text.Length && text[offset - 1] == '\r' && text[offset] == '\n';

    /// <summary>By the protocol's own words: lines end at "\n", "\r\n" or "\r".</summary>
    private static Position PositionAt(string text, int offset)
    {
        var before = text[..offset].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        return new Position { Line = before.Length - 1, Character = before[^1].Length };
    }
}
