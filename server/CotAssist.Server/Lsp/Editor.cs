using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>What the server asks of the editor, and only what that editor supports.</summary>
internal sealed class Editor
{
    private readonly Endpoint _endpoint;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _progress = new();
    private StatusParams? _status;
    private int _lastToken;

    public Editor(Endpoint endpoint)
    {
        _endpoint = endpoint;
        endpoint.OnNotification("window/workDoneProgress/cancel", ProtocolJson.Default.WorkDoneProgressCancelParams, cancel =>
        {
            if (cancel.Token.ValueKind == JsonValueKind.String && _progress.TryGetValue(cancel.Token.GetString()!, out CancellationTokenSource? work))
            {
                work.Cancel();
            }
        });
    }

    /// <summary>Known after "initialize".</summary>
    public ClientSupport Support { get; set; } = ClientSupport.None;

    public bool CanRefreshHints => Support.InlayHintRefresh;

    /// <summary>For what needs somebody to act; everything else is a status.</summary>
    public void ShowMessage(MessageType type, string message) =>
        _endpoint.Notify("window/showMessage", new ShowMessageParams { Type = type, Message = message }, ProtocolJson.Default.ShowMessageParams);

    /// <summary>Says the same thing only once.</summary>
    public void ShowStatus(string state, string message)
    {
        var status = new StatusParams(state, message);
        if (Interlocked.Exchange(ref _status, status) != status)
        {
            _endpoint.Notify("cotassist/status", status, ExtensionsJson.Default.StatusParams);
        }
    }

    /// <summary>Hints and lenses are out of date.</summary>
    public void Refresh()
    {
        if (Support.InlayHintRefresh)
        {
            _ = AskAsync("workspace/inlayHint/refresh");
        }

        if (Support.CodeLensRefresh)
        {
            _ = AskAsync("workspace/codeLens/refresh");
        }
    }

    public Task WatchAsync(string method, Task work) => _endpoint.WatchAsync(method, work);

    public void PlanChanged(string uri) =>
        _endpoint.Notify("cotassist/planChanged", new PlanChangedParams(uri), ExtensionsJson.Default.PlanChangedParams);

    /// <summary>Tells the developer what stood in a command's way.</summary>
    public ApplyWorkspaceEditResult Refuse(string reason, MessageType type = MessageType.Info)
    {
        ShowMessage(type, reason);
        return new ApplyWorkspaceEditResult { Applied = false, FailureReason = reason };
    }

    /// <summary>Asks for an edit of one version of a document; when it is not made, the developer is told.</summary>
    public async Task<ApplyWorkspaceEditResult> ApplyAsync(string label, TextChange change, Document document, Documents documents)
    {
        if (!Support.ApplyEdit)
        {
            return Refuse("This editor takes no edits from a language server; use 'cotassist write' on the command line.", MessageType.Error);
        }

        bool applied = documents.IsCurrent(document);
        if (applied)
        {
            WorkspaceEdit edit = ToProtocol.ChangeToWorkspaceEdit(change, document, Support.VersionedEdits);
            JsonElement answer = await _endpoint.AskAsync(
                "workspace/applyEdit", new ApplyWorkspaceEditParams { Label = label, Edit = edit }, ProtocolJson.Default.ApplyWorkspaceEditParams);
            applied = answer.Deserialize(ProtocolJson.Default.ApplyWorkspaceEditResult)!.Applied;
        }

        return applied
            ? new ApplyWorkspaceEditResult { Applied = true }
            : Refuse("The file changed in the meantime, so nothing was written; run the command again.", MessageType.Warning);
    }

    /// <summary>Shows that something long runs, with a way to stop it, while <paramref name="work"/> runs.</summary>
    public async Task<T> WithProgressAsync<T>(string title, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        if (!Support.Progress)
        {
            return await work(cancellation);
        }

        string token = string.Create(CultureInfo.InvariantCulture, $"cotassist-{Interlocked.Increment(ref _lastToken)}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _progress[token] = stop;
        _ = IgnoreErrorAsync(_endpoint.AskAsync(
            "window/workDoneProgress/create",
            new WorkDoneProgressCreateParams { Token = JsonSerializer.SerializeToElement(token, ExtensionsJson.Default.String) },
            ProtocolJson.Default.WorkDoneProgressCreateParams));
        Report(new WorkDoneProgressBegin { Title = title, Cancellable = true }, ProtocolJson.Default.WorkDoneProgressBegin);
        try
        {
            return await work(stop.Token);
        }
        finally
        {
            _progress.TryRemove(token, out _);
            Report(new WorkDoneProgressEnd(), ProtocolJson.Default.WorkDoneProgressEnd);
        }

        void Report<TValue>(TValue value, JsonTypeInfo<TValue> write) => _endpoint.Notify(
            "$/progress", new ProgressParams { Token = token, Value = JsonSerializer.SerializeToElement(value, write) }, ExtensionsJson.Default.ProgressParams);
    }

    private Task AskAsync(string method) => IgnoreErrorAsync(_endpoint.AskAsync(method));

    /// <summary>Nothing hangs on the answer, and an error in it is the client's.</summary>
    private static async Task IgnoreErrorAsync(Task answer)
    {
        try
        {
            await answer;
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException)
        {
            // Refreshing and progress are courtesies.
        }
    }
}
