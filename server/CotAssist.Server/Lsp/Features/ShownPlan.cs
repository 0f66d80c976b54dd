namespace CotAssist.Server.Lsp.Features;

/// <summary>What a developer does with a plan that is shown: "cotassist.dismiss", and taking it as ghost text.</summary>
internal sealed class ShownPlan(PlanBook plans, Editor editor)
{
    public Task<ApplyWorkspaceEditResult> DismissAsync(CommandTarget target, CancellationToken cancellation)
    {
        plans.Open(target.Document.Uri, target.Intent).Dismiss();
        return AcceptedAsync(target, cancellation);
    }

    /// <summary>The plan stands in the file now, and the code that follows it is what the caret waits for.</summary>
    public Task<ApplyWorkspaceEditResult> AcceptedAsync(CommandTarget target, CancellationToken cancellation)
    {
        editor.Refresh();
        editor.PlanChanged(target.Document.Uri);
        return Task.FromResult(new ApplyWorkspaceEditResult { Applied = true });
    }
}
