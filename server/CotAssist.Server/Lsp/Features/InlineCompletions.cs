using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp.Features;

/// <summary>
/// "textDocument/inlineCompletion": at a comment that asks for code first its plan, which accepted becomes comments in the
/// file, then the code that follows the plan.
/// </summary>
internal sealed class InlineCompletions(Documents documents, PlanBook plans, ModelAccess model, Editor editor)
{
    public async Task<InlineCompletionList?> HandleAsync(InlineCompletionParams request, CancellationToken cancellation)
    {
        Document document = documents.Get(request.TextDocument);
        int caret = FromProtocol.PositionToOffset(request.Position, document);
        if (!model.Serves(document) || await Task.Run(() => IntentFinder.FindAt(document.Tree, caret, cancellation), cancellation) is not { } intent)
        {
            return null;
        }

        try
        {
            return intent.WrittenPlan is not null
                ? await CodeAsync(document, caret, intent, intent.WrittenPlan, cancellation)
                : await PlanOrCodeAsync(document, caret, intent, cancellation);
        }
        catch (ModelUnavailableException)
        {
            return null; // the status has said why
        }
    }

    private async Task<InlineCompletionList?> PlanOrCodeAsync(Document document, int caret, Intent intent, CancellationToken cancellation)
    {
        documents.ThrowIfStale(document);
        PlanPage page = plans.Open(document.Uri, intent);
        if (page.IsOpen)
        {
            await model.PlanAsync(document, page, intent, Urgency.Typing, cancellation);
            editor.Refresh();
            documents.ThrowIfStale(document);
        }

        if (page.Plan is not { } plan)
        {
            SayWhy(page.State == PlanState.Refused ? page.Problem : null);
            return null;
        }

        TextChange? offered = CaretEdit.At(caret, PlanEdit.BelowComment(plan, intent), document)
            ?? (intent.Shape == IntentShape.Body && (intent.Target.Contains(caret) || intent.Target.End == caret)
                ? CaretEdit.At(caret, PlanEdit.AtTarget(plan, intent), document)
                : null);
        return offered is { } change
            ? Offer(change, ToProtocol.IntentToCommand("Plan accepted", CommandNames.PlanAccepted, intent, document), document)
            : await CodeAsync(document, caret, intent, plan, cancellation);
    }

    private async Task<InlineCompletionList?> CodeAsync(Document document, int caret, Intent intent, Plan plan, CancellationToken cancellation)
    {
        CodeResult result = await model.CodeAsync(document, intent, plan, Urgency.Typing, cancellation);
        documents.ThrowIfStale(document);
        SayWhy(result.Problem ?? result.Caution);
        return result.Change is { } code && CaretEdit.At(caret, code, document) is { } change
            ? Offer(change, accepted: null, document)
            : null;
    }

    /// <summary>Ghost text that does not come would be silence, and doubtful ghost text looks like any other.</summary>
    private void SayWhy(string? problem)
    {
        if (problem is not null)
        {
            editor.ShowStatus("ready", problem);
        }
    }

    private static InlineCompletionList Offer(TextChange change, Command? accepted, Document document) => new()
    {
        Items =
        [
            new InlineCompletionItem
            {
                InsertText = change.NewText!,
                Range = ToProtocol.SpanToRange(change.Span, document), // without one an editor shows nothing behind a word
                Command = accepted,
            },
        ],
    };
}
