using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp.Features;

/// <summary>"cotassist.writeCode": writes the code into the file, following the plan unless that was dismissed.</summary>
internal sealed class WriteCode(Documents documents, PlanBook plans, ModelAccess model, Editor editor)
{
    public async Task<ApplyWorkspaceEditResult> RunAsync(CommandTarget target, CancellationToken cancellation)
    {
        (Document document, Intent intent) = target;
        CodeResult result = await editor.WithProgressAsync(
            "Writing code",
            async stop => await model.CodeAsync(document, intent, await PlanAsync(document, intent, stop), Urgency.Command, stop),
            cancellation);
        editor.Refresh();
        return result.Change is { } change
            ? await editor.ApplyAsync("Write code", change, document, documents)
            : editor.Refuse(result.Problem ?? "The model wrote no code that could be shown; say in other words what it should do.", MessageType.Warning);
    }

    private async Task<Plan?> PlanAsync(Document document, Intent intent, CancellationToken cancellation)
    {
        if (intent.WrittenPlan is not null || !documents.IsCurrent(document))
        {
            return intent.WrittenPlan;
        }

        PlanPage page = plans.Open(document.Uri, intent);
        return page.IsOpen
            ? (await model.PlanAsync(document, page, intent, Urgency.Command, cancellation)).Plan
            : page.Plan;
    }
}
