using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp.Features;

/// <summary>"cotassist.writeCode": writes the code into the file, following the plan unless that was dismissed.</summary>
internal sealed class WriteCode(Documents documents, PlanBook plans, ModelAccess model, Editor editor)
{
    public async Task<ApplyWorkspaceEditResult> RunAsync(CommandTarget target, CancellationToken cancellation)
    {
        (Document document, Intent intent) = target;
        return await editor.WithProgressAsync(
            "Writing code",
            async stop =>
            {
                PlanPage? page = intent.WrittenPlan is null ? await PlanAsync(document, intent, stop) : null;
                return page?.State == PlanState.Refused
                    ? editor.Refuse(page.Problem!)
                    : await WriteAsync(document, intent, intent.WrittenPlan ?? page?.Plan, stop);
            },
            cancellation);
    }

    private async Task<ApplyWorkspaceEditResult> WriteAsync(Document document, Intent intent, Plan? plan, CancellationToken cancellation)
    {
        CodeResult result = await model.CodeAsync(document, intent, plan, Urgency.Command, cancellation);
        if (result.Caution is { } caution)
        {
            editor.ShowStatus("ready", caution);
        }

        return result.Change is { } change
            ? await editor.ApplyAsync("Write code", change, document, documents)
            : editor.Refuse(result.Problem ?? "The model wrote no code that could be shown; say in other words what it should do.", MessageType.Warning);
    }

    private async Task<PlanPage> PlanAsync(Document document, Intent intent, CancellationToken cancellation)
    {
        documents.ThrowIfStale(document);
        PlanPage page = plans.Open(document.Uri, intent);
        if (page.IsOpen)
        {
            await model.PlanAsync(document, page, intent, Urgency.Command, cancellation);
            editor.Refresh();
        }

        return page;
    }
}
