namespace CotAssist.Inference;

/// <summary>The device or the model failed in a way the user can act on; the message is one sentence that says how.</summary>
public sealed class InferenceException(string message, Exception? inner = null) : Exception(message, inner);
