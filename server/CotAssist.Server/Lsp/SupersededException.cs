namespace CotAssist.Server.Lsp;

/// <summary>The server gave the work up by itself, for newer or more urgent work.</summary>
internal sealed class SupersededException() : OperationCanceledException("Newer work took its place.");
