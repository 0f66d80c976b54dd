namespace CotAssist.Server.Lsp;

/// <summary><c>cotassist/status</c>: what the status bar shows. The client's protocol.ts mirrors it.</summary>
/// <param name="State">starting, ready, working or unavailable.</param>
/// <param name="Message">One sentence: what the server does, or why it cannot and the way out.</param>
internal sealed record StatusParams(string State, string Message);

/// <summary><c>cotassist/planChanged</c>: the editor should ask for ghost text again.</summary>
internal sealed record PlanChangedParams(string Uri);

/// <summary>The one argument of every command: a place in a document, as TextDocumentPositionParams.</summary>
internal sealed record CommandPlace(TextDocumentIdentifier TextDocument, Position Position);
