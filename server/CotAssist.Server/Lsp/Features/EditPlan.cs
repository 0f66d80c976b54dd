using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp.Features;

/// <summary>"cotassist.editPlan": puts the plan into the file as numbered comments, where it is edited as text.</summary>
internal sealed class EditPlan(Documents documents, PlanBook plans, ModelAccess model, Editor editor)
{
    public async Task<ApplyWorkspaceEditResult> RunAsync(CommandTarget target, CancellationToken cancellation)
    {
        (Document document, Intent intent) = target;
        if (intent.WrittenPlan is not null)
        {
            return editor.Refuse("The plan stands below its comment already; edit it there.");
        }

        documents.ThrowIfStale(document);
        PlanPage page = plans.Open(document.Uri, intent);
        if (page.IsOpen)
        {
            await editor.WithProgressAsync("Writing a plan", stop => model.PlanAsync(document, page, intent, Urgency.Command, stop), cancellation);
        }

        return page.Plan is { } plan
            ? await editor.ApplyAsync("Edit plan", PlanEdit.BelowComment(plan, intent), document, documents)
            : editor.Refuse(page.Problem ?? "The plan was dismissed; ask for another plan first.");
    }
}
