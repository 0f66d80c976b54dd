using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp;

/// <summary><c>textDocument/codeLens</c>: what can be done with a comment that waits for code, above it.</summary>
internal sealed class CodeLenses(LanguageServer server)
{
    public Task<CodeLens[]?> GetAsync(CodeLensParams parameters, CancellationToken cancellation)
    {
        if (server.Find(parameters.TextDocument.Uri) is not { } document)
        {
            return Task.FromResult<CodeLens[]?>([]);
        }

        var lenses = IntentFinder.FindAll(document.Tree, cancellation)
            .Where(intent => server.Plans.Find(document, intent) is not { Dismissed: true })
            .SelectMany(intent => Of(document, intent));
        return Task.FromResult<CodeLens[]?>([.. lenses]);
    }

    private static IEnumerable<CodeLens> Of(Document document, Intent intent)
    {
        var range = ToProtocol.SpanToRange(intent.CommentSpan, document.Text);
        CodeLens Lens(string title, string command) =>
            new() { Range = range, Command = ToProtocol.PlaceToCommand(title, command, document, intent.CommentSpan.End) };

        yield return Lens("Write code", PlanCommands.WriteCode);
        yield return Lens("Another plan", PlanCommands.AnotherPlan);
        if (intent.WrittenPlan is null)
        {
            yield return Lens("Edit plan", PlanCommands.EditPlan);
            yield return Lens("Dismiss", PlanCommands.Dismiss);
        }
    }
}
