namespace CotAssist.Server.Lsp;

/// <summary>"cotassist/status": what the status bar shows. The client's protocol.ts mirrors it.</summary>
/// <param name="State">starting, ready, working or unavailable.</param>
/// <param name="Message">One sentence: what the server does, or why it cannot and the way out.</param>
internal sealed record StatusParams(string State, string Message);

/// <summary>"cotassist/planChanged": the editor should ask for ghost text again.</summary>
internal sealed record PlanChangedParams(string Uri);

/// <summary>The one argument of every command: a place in a document, as TextDocumentPositionParams.</summary>
internal sealed record CommandPlace
{
    public required TextDocumentIdentifier TextDocument { get; init; }

    public required Position Position { get; init; }
}
