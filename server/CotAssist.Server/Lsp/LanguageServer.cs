using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using CotAssist.Inference;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>
/// The language server: lifecycle, documents, and who may use the model when. What each feature shows lies in a file of
/// its own (InlayHints, InlineCompletions, CodeLenses, PlanCommands). Sees plans and edits, never a prompt or a logit.
/// </summary>
internal sealed class LanguageServer : IDisposable
{
    /// <summary>Plans are made ahead when the keys have rested this long.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    /// <summary>Comments planned ahead in one document.</summary>
    private const int MostPlannedAhead = 12;

    private readonly Endpoint endpoint;
    private readonly CancellationTokenSource exit = new();
    private readonly ConcurrentDictionary<string, Document> documents = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> ahead = [];
    private readonly DeviceQueue queue = new();
    private readonly Task<Assistant> opening;
    private ClientCapabilities client = new();
    private bool initialized;
    private bool shutDown;

    /// <param name="open">Opens the model; runs once, in the background. Its exception's message is shown to the user.</param>
    public LanguageServer(Stream input, Stream output, TextWriter log, Func<Assistant> open)
    {
        endpoint = new Endpoint(input, output, log) { Gate = Refuse };
        opening = Task.Run(open);
        var hints = new InlayHints(this);
        var completions = new InlineCompletions(this);
        var lenses = new CodeLenses(this);
        var commands = new PlanCommands(this);
        var json = ProtocolJson.Default;
        endpoint.OnRequest("initialize", json.InitializeParams, json.InitializeResult, InitializeAsync);
        endpoint.OnNotification("initialized", () => _ = AnnounceAsync());
        endpoint.OnRequest("shutdown", () => shutDown = true);
        endpoint.OnNotification("exit", exit.Cancel);
        endpoint.OnNotification("textDocument/didOpen", json.DidOpenTextDocumentParams, DidOpen);
        endpoint.OnNotification("textDocument/didChange", json.DidChangeTextDocumentParams, DidChange);
        endpoint.OnNotification("textDocument/didClose", json.DidCloseTextDocumentParams, DidClose);
        endpoint.OnRequest("textDocument/inlayHint", json.InlayHintParams, json.InlayHintArray, hints.GetAsync);
        endpoint.OnRequest("textDocument/inlineCompletion", json.InlineCompletionParams, json.InlineCompletionList, completions.GetAsync);
        endpoint.OnRequest("textDocument/codeLens", json.CodeLensParams, json.CodeLensArray, lenses.GetAsync);
        endpoint.OnRequest("workspace/executeCommand", json.ExecuteCommandParams, json.ApplyWorkspaceEditResult, commands.RunAsync);
    }

    public PlanBook Plans { get; } = new();

    /// <returns>The process's exit code: 0 after shutdown and exit, 1 otherwise (LSP 3.18, exit).</returns>
    public async Task<int> RunAsync()
    {
        await endpoint.RunAsync(exit.Token);
        return shutDown ? 0 : 1;
    }

    public void Dispose()
    {
        queue.Dispose();
        if (opening.IsCompletedSuccessfully)
        {
            opening.Result.Dispose();
        }

        exit.Dispose();
    }

    public Document? Find(string uri) => documents.GetValueOrDefault(uri);

    /// <summary>The version that a slow answer was computed for is still the newest.</summary>
    public bool IsCurrent(Document document) => Find(document.Uri) == document;

    /// <summary>The plan of an intent: the one in the file, the one made before, or a new one. Null Plan: Problem says why.</summary>
    public async Task<PlanEntry> PlanAsync(Document document, Intent intent, Urgency urgency, CancellationToken cancellation)
    {
        if (intent.WrittenPlan is { } written)
        {
            return new PlanEntry(written, null, 0, false);
        }

        return Plans.Find(document, intent) ?? await NewPlanAsync(document, intent, 0, urgency, cancellation);
    }

    /// <param name="number">0 for the first plan, greedy; others are sampled.</param>
    public async Task<PlanEntry> NewPlanAsync(Document document, Intent intent, int number, Urgency urgency, CancellationToken cancellation)
    {
        var assistant = await OpenedAsync(document);
        var sampling = number == 0 ? Sampling.Greedy : Assistant.Another(number);
        var result = await queue.RunAsync(urgency, token => assistant.Planner.Write(intent, sampling, null, token), cancellation);
        var entry = new PlanEntry(result.Plan, result.Problem, number, false);
        Plans.Put(document, intent, entry);
        await RefreshAsync();
        return entry;
    }

    public async Task<CodeResult> CodeAsync(Document document, Intent intent, Plan? plan, Urgency urgency, CancellationToken cancellation)
    {
        var assistant = await OpenedAsync(document);
        return await queue.RunAsync(urgency, token => assistant.Coder.Write(intent, plan, Sampling.Greedy, null, token), cancellation);
    }

    /// <summary>Asks the editor to make a change; false when the document has moved on or the editor will not.</summary>
    public async Task<bool> ApplyAsync(Document document, TextChange change, string label)
    {
        if (!IsCurrent(document))
        {
            return false;
        }

        TextEdit[] edits = [ToProtocol.ChangeToEdit(change, document.Text)];
        var edit = client.Workspace?.WorkspaceEdit?.DocumentChanges == true
            ? new WorkspaceEdit { DocumentChanges = [new TextDocumentEdit { TextDocument = new OptionalVersionedTextDocumentIdentifier { Uri = document.Uri, Version = document.Version }, Edits = edits }] }
            : new WorkspaceEdit { Changes = new() { [document.Uri] = edits } };
        var answer = await endpoint.RequestAsync("workspace/applyEdit", new ApplyWorkspaceEditParams { Label = label, Edit = edit }, ProtocolJson.Default.ApplyWorkspaceEditParams);
        return answer.ValueKind == JsonValueKind.Object && answer.Deserialize(ProtocolJson.Default.ApplyWorkspaceEditResult)?.Applied == true;
    }

    public Task ShowAsync(MessageType type, string message) =>
        endpoint.NotifyAsync("window/showMessage", new ShowMessageParams { Type = type, Message = message }, ProtocolJson.Default.ShowMessageParams);

    public Task StatusAsync(string state, string message) =>
        endpoint.NotifyAsync("cotassist/status", new StatusParams(state, message), ExtensionsJson.Default.StatusParams);

    public Task PlanChangedAsync(string uri) =>
        endpoint.NotifyAsync("cotassist/planChanged", new PlanChangedParams(uri), ExtensionsJson.Default.PlanChangedParams);

    /// <summary>Hints and lenses are drawn again, where the editor can be asked to.</summary>
    public async Task RefreshAsync()
    {
        if (client.Workspace?.InlayHint?.RefreshSupport == true)
        {
            _ = endpoint.RequestAsync<InlayHint>("workspace/inlayHint/refresh", null, null);
        }

        if (client.Workspace?.CodeLens?.RefreshSupport == true)
        {
            _ = endpoint.RequestAsync<CodeLens>("workspace/codeLens/refresh", null, null);
        }

        await Task.CompletedTask;
    }

    /// <exception cref="UnavailableException">There is no model, or it was not made for the document's language.</exception>
    private async Task<Assistant> OpenedAsync(Document document)
    {
        Assistant assistant;
        try
        {
            assistant = await opening;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or InferenceException)
        {
            throw new UnavailableException(e.Message);
        }

        return assistant.ProblemWith(document.LanguageId) is { } problem ? throw new UnavailableException(problem) : assistant;
    }

    private RpcException? Refuse(string method) =>
        shutDown ? new RpcException(RpcException.InvalidRequest, "The server is shutting down.")
        : !initialized && method != "initialize" ? new RpcException(RpcException.ServerNotInitialized, "Send initialize first.")
        : null;

    private Task<InitializeResult?> InitializeAsync(InitializeParams parameters, CancellationToken cancellation)
    {
        client = parameters.Capabilities;
        initialized = true;
        if (parameters.ProcessId is { } parent)
        {
            _ = ExitWithAsync(parent);
        }

        return Task.FromResult<InitializeResult?>(new InitializeResult
        {
            ServerInfo = new ServerInfo { Name = "CotAssist", Version = typeof(LanguageServer).Assembly.GetName().Version?.ToString(3) },
            Capabilities = new ServerCapabilities
            {
                PositionEncoding = "utf-16",
                TextDocumentSync = new TextDocumentSyncOptions { OpenClose = true, Change = TextDocumentSyncKind.Incremental },
                InlayHintProvider = true,
                InlineCompletionProvider = true,
                CodeLensProvider = new CodeLensOptions(),
                ExecuteCommandProvider = new ExecuteCommandOptions { Commands = PlanCommands.All },
            },
        });
    }

    /// <summary>An editor that dies without a word must not leave its server behind.</summary>
    private async Task ExitWithAsync(int parent)
    {
        try
        {
            using var process = Process.GetProcessById(parent);
            await process.WaitForExitAsync(exit.Token);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await exit.CancelAsync();
    }

    private async Task AnnounceAsync()
    {
        await StatusAsync("starting", "CotAssist is opening its model.");
        try
        {
            var assistant = await opening;
            await StatusAsync("ready", $"{assistant.Manifest.Name} is ready; it was made for {string.Join(", ", assistant.Manifest.Languages)}.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or InferenceException)
        {
            await StatusAsync("unavailable", e.Message);
            await ShowAsync(MessageType.Warning, $"CotAssist has no model: {e.Message}");
        }
    }

    private void DidOpen(DidOpenTextDocumentParams parameters)
    {
        var item = parameters.TextDocument;
        var document = new Document(item.Uri, item.LanguageId, item.Version, SourceText.From(item.Text));
        documents[item.Uri] = document;
        _ = PlanAheadAsync(document);
    }

    private void DidChange(DidChangeTextDocumentParams parameters)
    {
        if (Find(parameters.TextDocument.Uri) is { } document)
        {
            var changed = document.With(parameters.TextDocument.Version, parameters.ContentChanges);
            documents[document.Uri] = changed;
            _ = PlanAheadAsync(changed);
        }
    }

    private void DidClose(DidCloseTextDocumentParams parameters)
    {
        documents.TryRemove(parameters.TextDocument.Uri, out _);
        if (ahead.TryRemove(parameters.TextDocument.Uri, out var source))
        {
            source.Cancel();
        }

        Plans.Forget(parameters.TextDocument.Uri);
    }

    /// <summary>When the keys rest, plans the comments that visibly wait for code, so that their hints are there.</summary>
    private async Task PlanAheadAsync(Document document)
    {
        var source = new CancellationTokenSource();
        if (ahead.TryGetValue(document.Uri, out var older))
        {
            await older.CancelAsync();
        }

        ahead[document.Uri] = source;
        try
        {
            await Task.Delay(Rest, source.Token);
            var intents = IntentFinder.FindAll(document.Tree, source.Token);
            Plans.Keep(document, intents);
            foreach (var intent in intents.Where(intent => intent.WrittenPlan is null).Take(MostPlannedAhead))
            {
                await PlanAsync(document, intent, Urgency.Background, source.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Typed on, or something more urgent came; the next rest tries again.
        }
        catch (UnavailableException)
        {
            // The status bar says it already.
        }
    }
}
