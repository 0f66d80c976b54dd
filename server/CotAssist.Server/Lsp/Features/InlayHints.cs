using System.Collections.Immutable;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp.Features;

/// <summary>
/// "textDocument/inlayHint": the plan of every comment in view that waits for code, at the comment's end. Plans that are
/// not there yet are written in the background, and the editor asks again when one is done.
/// </summary>
internal sealed class InlayHints(Documents documents, PlanBook plans, ModelAccess model, Editor editor)
{
    /// <summary>Nobody's plan is begun while its comment is still being typed.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    public async Task<InlayHint[]> HandleAsync(InlayHintParams request, CancellationToken cancellation)
    {
        Document document = documents.Get(request.TextDocument);
        TextSpan view = FromProtocol.RangeToSpan(request.Range, document);
        if (!model.Serves(document))
        {
            return [];
        }

        ImmutableArray<Intent> intents = await Task.Run(() => IntentFinder.FindAll(document.Tree, cancellation), cancellation);
        documents.ThrowIfStale(document);
        var pages = intents
            .Where(intent => intent.WrittenPlan is null && view.IntersectsWith(intent.CommentSpan))
            .Select(intent => (Intent: intent, Page: plans.Open(document.Uri, intent)))
            .ToArray();
        Task[] writing = [.. pages.Where(page => page.Page.TryClaim()).Select(page => editor.WatchAsync("textDocument/inlayHint", WriteAsync(document, page.Intent, page.Page)))];
        if (!editor.CanRefreshHints)
        {
            await Task.WhenAll(writing).WaitAsync(cancellation);
            documents.ThrowIfStale(document);
        }

        return [.. pages.Select(page => ToProtocol.PageToHint(page.Page, page.Intent, document)).OfType<InlayHint>()];
    }

    private async Task WriteAsync(Document document, Intent intent, PlanPage page)
    {
        try
        {
            await Task.Delay(Settle);
            if (documents.IsCurrent(document) && page.IsOpen)
            {
                page.Begin();
                editor.Refresh();
                await model.PlanAsync(document, page, intent, Urgency.Background, CancellationToken.None);
            }

            page.Release(); // typed on: the editor's next request begins anew
            editor.Refresh();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ModelUnavailableException or ObjectDisposedException)
        {
            page.Release(); // the status has said why; asking the editor to ask again would lead here again
        }
    }
}
