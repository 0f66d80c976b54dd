using System.IO.Pipelines;
using CotAssist.Server.Lsp.Features;

namespace CotAssist.Server.Lsp;

/// <summary>The language server put together: which message is handled by whom. Sees plans and edits, never a prompt or a logit.</summary>
internal static class LanguageServer
{
    /// <param name="open">Opens the model; its exceptions' messages are shown to the developer.</param>
    /// <param name="parent">Process id of a parent to end with, besides the one that "initialize" names.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(PipeReader input, PipeWriter output, TextWriter log, Func<Assistant> open, int? parent = null)
    {
        var lifecycle = new Lifecycle();
        var endpoint = new Endpoint(input, output, log, lifecycle.Refuse);
        var editor = new Editor(endpoint);
        var plans = new PlanBook();
        var documents = new Documents(plans);
        using var model = new ModelAccess(new DeviceQueue(), open, editor);

        var hints = new InlayHints(documents, plans, model, editor);
        var lenses = new CodeLenses(documents, plans, model);
        var completions = new InlineCompletions(documents, plans, model, editor);
        var shown = new ShownPlan(plans, editor);
        var commands = new Features.Commands(documents, editor, new Dictionary<string, Func<CommandTarget, CancellationToken, Task<ApplyWorkspaceEditResult>>>
        {
            [CommandNames.WriteCode.Name] = new WriteCode(documents, plans, model, editor).RunAsync,
            [CommandNames.AnotherPlan.Name] = new AnotherPlan(documents, plans, model, editor).RunAsync,
            [CommandNames.EditPlan.Name] = new EditPlan(documents, plans, model, editor).RunAsync,
            [CommandNames.Dismiss.Name] = shown.DismissAsync,
            [CommandNames.PlanAccepted] = shown.AcceptedAsync,
        });

        ProtocolJson json = ProtocolJson.Default;
        lifecycle.Register(endpoint, editor, CommandNames.All, model.WarmUp);
        endpoint.OnNotification("textDocument/didOpen", json.DidOpenTextDocumentParams, documents.Open);
        endpoint.OnNotification("textDocument/didChange", json.DidChangeTextDocumentParams, documents.Change);
        endpoint.OnNotification("textDocument/didClose", json.DidCloseTextDocumentParams, documents.Close);
        endpoint.OnRequest("textDocument/inlayHint", json.InlayHintParams, json.InlayHintArray, hints.HandleAsync);
        endpoint.OnRequest("textDocument/codeLens", json.CodeLensParams, json.CodeLensArray, lenses.HandleAsync);
        endpoint.OnRequest("textDocument/inlineCompletion", json.InlineCompletionParams, json.InlineCompletionList!, completions.HandleAsync);
        endpoint.OnRequest("workspace/executeCommand", json.ExecuteCommandParams, json.ApplyWorkspaceEditResult, commands.HandleAsync);
        if (parent is { } id)
        {
            Lifecycle.StopWithParent(id, endpoint);
        }

        await endpoint.RunAsync();
        return lifecycle.ExitCode;
    }
}
