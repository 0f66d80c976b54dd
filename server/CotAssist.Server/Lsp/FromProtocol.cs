using System.Text.Json;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>From the protocol's types to the house's. Columns are UTF-16 code units, and so are offsets.</summary>
internal static class FromProtocol
{
    public static Document ItemToDocument(TextDocumentItem item) => Document.Open(item.Uri, item.LanguageId, item.Version, item.Text);

    public static int PositionToOffset(Position position, Document document) =>
        document.Lines.LineColumnToOffset(position.Line, position.Character);

    public static TextSpan RangeToSpan(Range range, Document document)
    {
        (int start, int end) = (PositionToOffset(range.Start, document), PositionToOffset(range.End, document));
        return start <= end
            ? TextSpan.FromBounds(start, end)
            : throw new RpcException(ErrorCode.InvalidParams, "A range ends before it starts.");
    }

    /// <summary>Null when it changes nothing.</summary>
    public static TextChange? EventToChange(TextDocumentContentChangeEvent change, Document document) =>
        change.Range is null ? document.ChangeTo(change.Text) : new TextChange(RangeToSpan(change.Range, document), change.Text);

    /// <exception cref="RpcException">The command came without its place.</exception>
    public static CommandPlace ArgumentsToPlace(ExecuteCommandParams command) =>
        command.Arguments is [{ ValueKind: JsonValueKind.Object } argument, ..]
            ? argument.Deserialize(ExtensionsJson.Default.CommandPlace)!
            : throw new RpcException(ErrorCode.InvalidParams, "Put the caret in or below a comment and run the command again.");
}
