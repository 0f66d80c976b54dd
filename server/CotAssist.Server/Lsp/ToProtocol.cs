using System.Text.Json;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>UTF-16 offsets, spans and changes of a text to their protocol records.</summary>
internal static class ToProtocol
{
    public static Position OffsetToPosition(int offset, SourceText text)
    {
        var position = text.Lines.GetLinePosition(offset);
        return new Position { Line = position.Line, Character = position.Character };
    }

    public static Range SpanToRange(TextSpan span, SourceText text) =>
        new() { Start = OffsetToPosition(span.Start, text), End = OffsetToPosition(span.End, text) };

    public static TextEdit ChangeToEdit(TextChange change, SourceText text) =>
        new() { Range = SpanToRange(change.Span, text), NewText = change.NewText! };

    /// <summary>A command about the intent at <paramref name="offset"/>.</summary>
    public static Command PlaceToCommand(string title, string identifier, Document document, int offset) => new()
    {
        Title = title,
        Identifier = identifier,
        Arguments =
        [
            JsonSerializer.SerializeToElement(
                new CommandPlace(new TextDocumentIdentifier { Uri = document.Uri }, OffsetToPosition(offset, document.Text)), ExtensionsJson.Default.CommandPlace),
        ],
    };
}
