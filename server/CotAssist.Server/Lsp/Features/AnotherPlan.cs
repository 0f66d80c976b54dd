using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp.Features;

/// <summary>"cotassist.anotherPlan": writes another plan, into the file where one stands there, otherwise onto its page.</summary>
internal sealed class AnotherPlan(Documents documents, PlanBook plans, ModelAccess model, Editor editor)
{
    public async Task<ApplyWorkspaceEditResult> RunAsync(CommandTarget target, CancellationToken cancellation)
    {
        (Document document, Intent intent) = target;
        documents.ThrowIfStale(document);
        PlanPage page = plans.Open(document.Uri, intent);
        Plan? shown = intent.WrittenPlan ?? page.Plan;
        PlanResult result = await editor.WithProgressAsync(
            "Writing another plan", stop => model.AnotherPlanAsync(document, page, shown, intent, stop), cancellation);
        if (result.Plan is not { } plan || plan.Equals(shown))
        {
            return editor.Refuse("The model knows no other plan for this comment; say in other words what the code should do.");
        }

        if (intent.WrittenPlan is not null)
        {
            return await editor.ApplyAsync("Another plan", PlanEdit.BelowComment(plan, intent), document, documents);
        }

        page.Fill(result);
        editor.Refresh();
        editor.PlanChanged(document.Uri);
        return new ApplyWorkspaceEditResult { Applied = true };
    }
}
