namespace CotAssist.Server.Lsp;

/// <summary>The commands a client can run, with the titles lenses give them; each takes one <see cref="CommandPlace"/>.</summary>
internal static class CommandNames
{
    public static readonly (string Title, string Name) WriteCode = ("Write code", "cotassist.writeCode");
    public static readonly (string Title, string Name) AnotherPlan = ("Another plan", "cotassist.anotherPlan");
    public static readonly (string Title, string Name) EditPlan = ("Edit plan", "cotassist.editPlan");
    public static readonly (string Title, string Name) Dismiss = ("Dismiss", "cotassist.dismiss");

    /// <summary>Not for people: runs when ghost text with a plan was accepted.</summary>
    public const string PlanAccepted = "cotassist.planAccepted";

    public static readonly string[] All = [WriteCode.Name, AnotherPlan.Name, EditPlan.Name, Dismiss.Name, PlanAccepted];
}
