using System.Collections.Immutable;
using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp.Features;

/// <summary>"textDocument/codeLens": what can be done with a comment that waits for code, above it.</summary>
internal sealed class CodeLenses(Documents documents, PlanBook plans, ModelAccess model)
{
    public async Task<CodeLens[]> HandleAsync(CodeLensParams request, CancellationToken cancellation)
    {
        Document document = documents.Get(request.TextDocument);
        if (!model.Serves(document))
        {
            return [];
        }

        ImmutableArray<Intent> intents = await Task.Run(() => IntentFinder.FindAll(document.Tree, cancellation), cancellation);
        documents.ThrowIfStale(document);
        return [.. intents.SelectMany(intent => LensesOf(intent, document))];
    }

    private IEnumerable<CodeLens> LensesOf(Intent intent, Document document)
    {
        (string Title, string Name)[] actions = (intent.WrittenPlan, plans.Find(document.Uri, intent)?.State) switch
        {
            (not null, _) => [CommandNames.WriteCode, CommandNames.AnotherPlan],
            (null, PlanState.Dismissed) => [CommandNames.WriteCode, CommandNames.AnotherPlan],
            (null, PlanState.Refused) => [CommandNames.WriteCode, CommandNames.AnotherPlan, CommandNames.Dismiss],
            _ => [CommandNames.WriteCode, CommandNames.AnotherPlan, CommandNames.EditPlan, CommandNames.Dismiss],
        };
        Range range = ToProtocol.SpanToRange(intent.CommentSpan, document);
        return actions.Select(action => new CodeLens { Range = range, Command = ToProtocol.IntentToCommand(action.Title, action.Name, intent, document) });
    }
}
