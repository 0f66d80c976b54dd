namespace CotAssist.Server.Lsp;

/// <summary>What the client said it can do, as far as the server asks for it.</summary>
internal sealed record ClientSupport(bool InlayHintRefresh, bool CodeLensRefresh, bool ApplyEdit, bool VersionedEdits, bool Progress)
{
    public static ClientSupport None { get; } = new(false, false, false, false, false);

    public static ClientSupport Of(ClientCapabilities capabilities) => new(
        capabilities.Workspace?.InlayHint?.RefreshSupport ?? false,
        capabilities.Workspace?.CodeLens?.RefreshSupport ?? false,
        capabilities.Workspace?.ApplyEdit ?? false,
        capabilities.Workspace?.WorkspaceEdit?.DocumentChanges ?? false,
        capabilities.Window?.WorkDoneProgress ?? false);
}
