namespace CotAssist.Server;

/// <summary>There is no usable model; the message is one sentence that says why.</summary>
internal sealed class ModelUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
