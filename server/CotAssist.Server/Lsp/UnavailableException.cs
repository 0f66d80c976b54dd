namespace CotAssist.Server.Lsp;

/// <summary>Nothing can be written here and now; the message is one sentence with the way out.</summary>
internal sealed class UnavailableException(string message) : Exception(message);
