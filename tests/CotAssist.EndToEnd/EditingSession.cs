using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.EndToEnd;

/// <summary>One document in an editor without a screen: types, asks for ghost text, takes it. Holds the text that the editor would hold.</summary>
internal sealed class EditingSession(LanguageServerProcess server, string uri)
{
    private int version;

    public SourceText Text { get; private set; } = SourceText.From("");

    /// <summary>UTF-16 offset.</summary>
    public int Caret { get; private set; }

    public Task OpenAsync(string text)
    {
        Text = SourceText.From(text);
        return server.NotifyAsync("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "csharp", ["version"] = ++version, ["text"] = text },
        });
    }

    public Task CloseAsync() => server.NotifyAsync("textDocument/didClose", new JsonObject { ["textDocument"] = Identifier() });

    public void MoveTo(int offset) => Caret = offset;

    /// <summary>One change for each character, as keys arrive.</summary>
    public async Task TypeAsync(string characters)
    {
        foreach (var character in characters)
            await ReplaceAsync(new TextSpan(Caret, 0), character.ToString());
    }

    /// <summary>The ghost text at the caret and what it would replace; null when there is none.</summary>
    public async Task<TextChange?> AskAsync()
    {
        var answer = await server.RequestAsync("textDocument/inlineCompletion", new JsonObject
        {
            ["textDocument"] = Identifier(),
            ["position"] = PositionOf(Caret),
            ["context"] = new JsonObject { ["triggerKind"] = 1 },
        });
        var items = answer is JsonObject ? answer["items"]!.AsArray() : answer?.AsArray();
        if (items is null or [])
            return null;
        var range = items[0]!["range"]!;
        return new TextChange(TextSpan.FromBounds(OffsetOf(range["start"]!), OffsetOf(range["end"]!)), InsertText(items[0]!["insertText"]!));
    }

    /// <summary>Tab: the ghost text becomes text, the caret stands behind it.</summary>
    public Task TakeAsync(TextChange ghost) => ReplaceAsync(ghost.Span, ghost.NewText!);

    private async Task ReplaceAsync(TextSpan span, string newText)
    {
        var range = new JsonObject { ["start"] = PositionOf(span.Start), ["end"] = PositionOf(span.End) };
        Text = Text.WithChanges(new TextChange(span, newText));
        Caret = span.Start + newText.Length;
        await server.NotifyAsync("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = ++version },
            ["contentChanges"] = new JsonArray(new JsonObject { ["range"] = range, ["text"] = newText }),
        });
    }

    private JsonObject Identifier() => new() { ["uri"] = uri };

    private JsonObject PositionOf(int offset)
    {
        var position = Text.Lines.GetLinePosition(offset);
        return new() { ["line"] = position.Line, ["character"] = position.Character };
    }

    private int OffsetOf(JsonNode position) => Text.Lines.GetPosition(new LinePosition((int)position["line"]!, (int)position["character"]!));

    /// <summary>A string, or a StringValue whose snippet syntax this session does not speak.</summary>
    private static string InsertText(JsonNode insertText) => insertText is JsonValue ? (string)insertText! : (string)insertText["value"]!;
}
