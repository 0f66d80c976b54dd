using System.Globalization;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary><c>textDocument/inlayHint</c>: the plan at the end of its comment, all steps in the tooltip.</summary>
internal sealed class InlayHints(LanguageServer server)
{
    /// <summary>Characters; hints are one line and push no code aside.</summary>
    private const int MaxLabel = 60;

    public Task<InlayHint[]?> GetAsync(InlayHintParams parameters, CancellationToken cancellation)
    {
        if (server.Find(parameters.TextDocument.Uri) is not { } document)
        {
            return Task.FromResult<InlayHint[]?>([]);
        }

        var shown = FromProtocol.RangeToSpan(parameters.Range, document.Text);
        var hints = IntentFinder.FindAll(document.Tree, cancellation)
            .Where(intent => intent.WrittenPlan is null && shown.IntersectsWith(intent.CommentSpan))
            .Select(intent => (intent, entry: server.Plans.Find(document, intent)))
            .Where(pair => pair.entry is { Dismissed: false })
            .Select(pair => Hint(document.Text, pair.intent, pair.entry!));
        return Task.FromResult<InlayHint[]?>([.. hints]);
    }

    private static InlayHint Hint(SourceText text, Intent intent, PlanEntry entry) => new()
    {
        Position = ToProtocol.OffsetToPosition(text.Lines.GetLineFromPosition(intent.CommentSpan.End).End, text),
        Label = entry.Plan is { } plan ? Label(plan) : "no plan",
        PaddingLeft = true,
        Tooltip = new MarkupContent { Kind = MarkupKind.Markdown, Value = entry.Plan is { } steps ? Steps(steps) : entry.Problem! },
    };

    private static string Label(Plan plan)
    {
        var label = string.Join(" › ", plan.Steps);
        if (label.Length <= MaxLabel)
        {
            return label;
        }

        var count = string.Create(CultureInfo.InvariantCulture, $"{plan.Steps.Length} steps: ");
        return count + label[..(MaxLabel - count.Length - 1)].TrimEnd() + "…";
    }

    /// <summary>Text of a model must not become formatting or links.</summary>
    private static string Steps(Plan plan) =>
        "**Plan**\n\n" + string.Join('\n', plan.Steps.Select((step, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {Escape(step)}")));

    private static string Escape(string text) => string.Concat(text.Select(c => @"\`*_{}[]()<>#+-!|".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
