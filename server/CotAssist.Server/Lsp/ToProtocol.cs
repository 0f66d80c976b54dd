using System.Globalization;
using System.Text;
using System.Text.Json;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>From the house's types to the protocol's. Columns are UTF-16 code units, and so are offsets.</summary>
internal static class ToProtocol
{
    /// <summary>Characters of a hint; it stands on one line, and a long one would make the editor scroll.</summary>
    public const int HintLength = 60;

    public static Position OffsetToPosition(int offset, Document document)
    {
        (int line, int column) = document.Lines.OffsetToLineColumn(offset);
        return new Position { Line = line, Character = column };
    }

    public static Range SpanToRange(TextSpan span, Document document) =>
        new() { Start = OffsetToPosition(span.Start, document), End = OffsetToPosition(span.End, document) };

    public static TextEdit ChangeToEdit(TextChange change, Document document) =>
        new() { Range = SpanToRange(change.Span, document), NewText = change.NewText! };

    public static WorkspaceEdit ChangeToWorkspaceEdit(TextChange change, Document document, bool versioned)
    {
        TextEdit[] edits = [ChangeToEdit(change, document)];
        return versioned
            ? new WorkspaceEdit
            {
                DocumentChanges = [new TextDocumentEdit { TextDocument = new() { Uri = document.Uri, Version = document.Version }, Edits = edits }],
            }
            : new WorkspaceEdit { Changes = new() { [document.Uri] = edits } };
    }

    public static Command IntentToCommand(string title, string name, Intent intent, Document document) => new()
    {
        Title = title,
        Identifier = name,
        Arguments =
        [
            JsonSerializer.SerializeToElement(
                new CommandPlace { TextDocument = new() { Uri = document.Uri }, Position = OffsetToPosition(intent.CommentSpan.Start, document) },
                ExtensionsJson.Default.CommandPlace),
        ],
    };

    /// <summary>At the end of the comment's last line: as much of the plan as goes there, all of it in the tooltip.</summary>
    public static InlayHint? PageToHint(PlanPage page, Intent intent, Document document)
    {
        (string? label, string? tooltip) = page.State switch
        {
            PlanState.Writing => ("planning …", null),
            PlanState.Ready => (PlanToLabel(page.Plan!), PlanToMarkdown(page.Plan!)),
            PlanState.Refused => ("no plan", Escape(page.Problem!)),
            _ => ((string?)null, null),
        };
        return label is null ? null : new InlayHint
        {
            Position = OffsetToPosition(document.Lines.SpanOf(document.Lines.OffsetToLine(intent.CommentSpan.End)).End, document),
            Label = label,
            PaddingLeft = true,
            Tooltip = tooltip is null ? null : new MarkupContent { Kind = MarkupKind.Markdown, Value = tooltip },
        };
    }

    public static string PlanToLabel(Plan plan)
    {
        string label = string.Join(" › ", plan.Steps);
        if (label.Length <= HintLength)
        {
            return label;
        }

        string count = string.Create(CultureInfo.InvariantCulture, $"{plan.Steps.Length} steps: ");
        int cut = HintLength - count.Length - 1;
        cut -= char.IsHighSurrogate(label[cut - 1]) ? 1 : 0;
        return count + label[..cut].TrimEnd() + "…";
    }

    public static string PlanToMarkdown(Plan plan)
    {
        var text = new StringBuilder("**Plan**\n\n");
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}. {Escape(plan.Steps[i])}\n");
        }

        return text.ToString();
    }

    /// <summary>Text of a model must not become formatting or links.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (@"\`*_{}[]()<>#+-!|~&".Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
