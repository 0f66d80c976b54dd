namespace CotAssist.Inference;

/// <summary>Which ONNX Runtime is loaded.</summary>
public static class OnnxRuntimeVersion
{
    /// <exception cref="InferenceException">The native library does not load.</exception>
    public static string Current => OnnxRuntimeLibrary.Environment.GetVersionString();
}
