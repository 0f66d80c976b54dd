using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp.Features;

/// <summary>
/// "workspace/executeCommand": finds the comment that is meant and runs the command on it. What stood in the way is said in
/// the editor and in the answer.
/// </summary>
internal sealed class Commands(Documents documents, Editor editor, IReadOnlyDictionary<string, Func<CommandTarget, CancellationToken, Task<ApplyWorkspaceEditResult>>> commands)
{
    public async Task<ApplyWorkspaceEditResult> HandleAsync(ExecuteCommandParams request, CancellationToken cancellation)
    {
        if (!commands.TryGetValue(request.Command, out var run))
        {
            throw new RpcException(ErrorCode.InvalidParams, $"This server has no command '{request.Command}'.");
        }

        CommandPlace place = FromProtocol.ArgumentsToPlace(request);
        Document document = documents.Get(place.TextDocument);
        int offset = FromProtocol.PositionToOffset(place.Position, document);
        try
        {
            return await Task.Run(() => IntentFinder.FindAt(document.Tree, offset, cancellation), cancellation) is { } intent
                ? await run(new CommandTarget(document, intent), cancellation)
                : editor.Refuse("No comment at the caret asks for code; put the caret on a comment above an empty body, or with nothing below it.");
        }
        catch (RpcException exception) when (exception.Code == ErrorCode.ContentModified)
        {
            return editor.Refuse("The file changed in the meantime, so nothing was written; run the command again.", MessageType.Warning);
        }
        catch (ModelUnavailableException exception)
        {
            return editor.Refuse(exception.Message, MessageType.Error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A newer command took its place, or it was stopped from the progress display: the developer's own wish.
            return new ApplyWorkspaceEditResult { Applied = false, FailureReason = "The command was stopped." };
        }
    }
}
