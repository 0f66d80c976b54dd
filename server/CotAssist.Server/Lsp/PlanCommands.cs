using System.Text.Json;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary><c>workspace/executeCommand</c>: Write code, Another plan, Edit plan, Dismiss. Each takes one <see cref="CommandPlace"/>.</summary>
internal sealed class PlanCommands(LanguageServer server)
{
    public const string WriteCode = "cotassist.writeCode";
    public const string AnotherPlan = "cotassist.anotherPlan";
    public const string EditPlan = "cotassist.editPlan";
    public const string Dismiss = "cotassist.dismiss";

    /// <summary>Plans tried before giving up on finding one that differs.</summary>
    private const int MostTries = 4;

    public static string[] All => [WriteCode, AnotherPlan, EditPlan, Dismiss];

    public async Task<ApplyWorkspaceEditResult?> RunAsync(ExecuteCommandParams parameters, CancellationToken cancellation)
    {
        if (parameters.Arguments is not [{ ValueKind: JsonValueKind.Object } argument] || argument.Deserialize(ExtensionsJson.Default.CommandPlace) is not { } place)
        {
            throw new RpcException(RpcException.InvalidParams, $"{parameters.Command} takes one argument with textDocument and position.");
        }

        if (server.Find(place.TextDocument.Uri) is not { } document)
        {
            throw new RpcException(RpcException.InvalidParams, "The document is not open.");
        }

        var caret = FromProtocol.PositionToOffset(place.Position, document.Text);
        if (IntentFinder.FindAt(document.Tree, caret, cancellation) is not { } intent)
        {
            return await RefuseAsync("No comment at the caret asks for code; put the caret on a comment above an empty body, or with nothing below it.");
        }

        try
        {
            await server.StatusAsync("working", "CotAssist is writing.");
            return parameters.Command switch
            {
                WriteCode => await WriteCodeAsync(document, intent, cancellation),
                AnotherPlan => await AnotherPlanAsync(document, intent, cancellation),
                EditPlan => await EditPlanAsync(document, intent, cancellation),
                Dismiss => await DismissAsync(document, intent),
                _ => throw new RpcException(RpcException.InvalidParams, $"This server does not know the command {parameters.Command}."),
            };
        }
        catch (UnavailableException e)
        {
            return await RefuseAsync(e.Message);
        }
        finally
        {
            await server.StatusAsync("ready", "CotAssist is ready.");
        }
    }

    private async Task<ApplyWorkspaceEditResult> WriteCodeAsync(Document document, Intent intent, CancellationToken cancellation)
    {
        var entry = await server.PlanAsync(document, intent, Urgency.Command, cancellation);
        if (entry.Plan is null)
        {
            return await RefuseAsync(entry.Problem!);
        }

        var code = await server.CodeAsync(document, intent, entry.Plan, Urgency.Command, cancellation);
        return code.Change is { } change ? await ApplyAsync(document, change, "Write code") : await RefuseAsync(code.Problem!);
    }

    private async Task<ApplyWorkspaceEditResult> AnotherPlanAsync(Document document, Intent intent, CancellationToken cancellation)
    {
        var known = server.Plans.Find(document, intent);
        var shown = intent.WrittenPlan ?? known?.Plan;
        var number = known?.Number ?? 0;
        PlanEntry entry;
        var tries = 0;
        do
        {
            entry = await server.NewPlanAsync(document, intent, ++number, Urgency.Command, cancellation);
        }
        while (++tries < MostTries && (entry.Plan is null || entry.Plan.Equals(shown)));

        if (entry.Plan is not { } plan)
        {
            return await RefuseAsync(entry.Problem!);
        }

        if (plan.Equals(shown))
        {
            return await RefuseAsync("The model knows no other plan for this comment; say in other words what the code should do.");
        }

        if (intent.WrittenPlan is not null)
        {
            return await ApplyAsync(document, new TextChange(intent.PlanSpan, PlanComments.Below(document, intent).Write(plan).TrimStart()), "Another plan");
        }

        await server.PlanChangedAsync(document.Uri);
        return new ApplyWorkspaceEditResult { Applied = true };
    }

    /// <summary>The plan becomes text in the file: edited there, with undo, in any editor.</summary>
    private async Task<ApplyWorkspaceEditResult> EditPlanAsync(Document document, Intent intent, CancellationToken cancellation)
    {
        if (intent.WrittenPlan is not null)
        {
            return await RefuseAsync("The plan stands below its comment already; edit it there.");
        }

        var entry = await server.PlanAsync(document, intent, Urgency.Command, cancellation);
        return entry.Plan is { } plan
            ? await ApplyAsync(document, new TextChange(new TextSpan(intent.PlanSpan.Start, 0), PlanComments.Below(document, intent).Write(plan)), "Edit plan")
            : await RefuseAsync(entry.Problem!);
    }

    private async Task<ApplyWorkspaceEditResult> DismissAsync(Document document, Intent intent)
    {
        var known = server.Plans.Find(document, intent) ?? new PlanEntry(null, "Dismissed.", 0, true);
        server.Plans.Put(document, intent, known with { Dismissed = true });
        await server.RefreshAsync();
        await server.PlanChangedAsync(document.Uri);
        return new ApplyWorkspaceEditResult { Applied = true };
    }

    private async Task<ApplyWorkspaceEditResult> ApplyAsync(Document document, TextChange change, string label) =>
        await server.ApplyAsync(document, change, label)
            ? new ApplyWorkspaceEditResult { Applied = true }
            : await RefuseAsync("The document changed in the meantime, so nothing was written; try again.");

    private async Task<ApplyWorkspaceEditResult> RefuseAsync(string message)
    {
        await server.ShowAsync(MessageType.Info, message);
        return new ApplyWorkspaceEditResult { Applied = false, FailureReason = message };
    }
}
