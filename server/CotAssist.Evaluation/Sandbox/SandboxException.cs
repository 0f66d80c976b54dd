namespace CotAssist.Evaluation.Sandbox;

/// <summary>No isolation can be had, or a worker does not start; the message is one sentence that says what to do.</summary>
public sealed class SandboxException(string message, Exception? inner = null) : Exception(message, inner);
