using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>
/// <c>textDocument/inlineCompletion</c>: first the plan, as numbered comments that stand in the file once taken; then the
/// code that follows the plan in the file.
/// </summary>
internal sealed class InlineCompletions(LanguageServer server)
{
    public async Task<InlineCompletionList?> GetAsync(InlineCompletionParams parameters, CancellationToken cancellation)
    {
        if (server.Find(parameters.TextDocument.Uri) is not { } document)
        {
            return null;
        }

        var caret = FromProtocol.PositionToOffset(parameters.Position, document.Text);
        if (IntentFinder.FindAt(document.Tree, caret, cancellation) is not { } intent || server.Plans.Find(document, intent) is { Dismissed: true })
        {
            return null;
        }

        try
        {
            var ghost = intent.WrittenPlan is null
                ? await PlanAsync(document, intent, caret, cancellation)
                : await CodeAsync(document, intent, caret, cancellation);
            if (!server.IsCurrent(document))
            {
                throw new RpcException(RpcException.ContentModified, "The document has changed.");
            }

            return ghost is not { } change ? null : new InlineCompletionList
            {
                // Without a range an editor shows nothing behind a word.
                Items = [new InlineCompletionItem { InsertText = change.NewText!, Range = ToProtocol.SpanToRange(change.Span, document.Text) }],
            };
        }
        catch (UnavailableException e)
        {
            await server.StatusAsync("unavailable", e.Message);
            return null;
        }
    }

    private async Task<TextChange?> PlanAsync(Document document, Intent intent, int caret, CancellationToken cancellation)
    {
        if (PlanComments.PlaceAt(document, intent, caret) is not { } place)
        {
            return null;
        }

        var entry = await server.PlanAsync(document, intent, Urgency.Typing, cancellation);
        if (entry.Plan is not { } plan)
        {
            await server.StatusAsync("ready", entry.Problem!);
            return null;
        }

        return new TextChange(new TextSpan(caret, 0), place.Write(plan));
    }

    /// <summary>Ghost text grows at the caret only, so code shows where nothing but white space lies between caret and its place.</summary>
    private async Task<TextChange?> CodeAsync(Document document, Intent intent, int caret, CancellationToken cancellation)
    {
        var target = intent.Target;
        var gap = target.Start >= caret ? document.Text.ToString(TextSpan.FromBounds(caret, target.Start)) : null;
        if (gap is null || !string.IsNullOrWhiteSpace(gap) || (target.Length > 0 && !string.IsNullOrWhiteSpace(document.Text.ToString(target))))
        {
            return null;
        }

        var result = await server.CodeAsync(document, intent, intent.WrittenPlan, Urgency.Typing, cancellation);
        if (result.Change is not { } change)
        {
            await server.StatusAsync("ready", result.Problem!);
            return null;
        }

        // An editor takes a range on the caret's line only. What lies between stays; on a blank line below, the code brings its own.
        var sameLine = !gap.Contains('\n', StringComparison.Ordinal);
        return sameLine && target.Length == 0
            ? new TextChange(TextSpan.FromBounds(caret, target.Start), gap + change.NewText)
            : new TextChange(new TextSpan(caret, 0), intent.NewLine + intent.Indentation + change.NewText!.Trim());
    }
}
