using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace CotAssist.Inference;

/// <summary>
/// Loads ONNX Runtime's native library once, from beside the program, with its telemetry off.
/// Everything that touches ONNX Runtime comes through <see cref="Environment"/>.
/// </summary>
internal static class OnnxRuntimeLibrary
{
    private static readonly Lazy<OrtEnv> Loaded = new(Load);

    /// <exception cref="InferenceException">The native library is missing or does not load.</exception>
    public static OrtEnv Environment => Loaded.Value;

    private static OrtEnv Load()
    {
        // Official builds send telemetry from 1.29 on unless this stands in the environment before the library loads.
        System.Environment.SetEnvironmentVariable("ORT_DISABLE_TELEMETRY", "1");
        var path = NativePath();
        if (path is not null)
        {
            OrtEnv.DisableDllImportResolver = true;
            NativeLibrary.SetDllImportResolver(
                typeof(OrtEnv).Assembly,
                (name, _, _) => name.StartsWith("onnxruntime", StringComparison.Ordinal) ? NativeLibrary.Load(path) : IntPtr.Zero);
        }

        try
        {
            return OrtEnv.Instance();
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new InferenceException(
                $"ONNX Runtime's native library does not load ({e.GetBaseException().Message}); build or install CotAssist again for {RuntimeInformation.RuntimeIdentifier}.", e);
        }
    }

    /// <summary>Null where a NuGet package brings its own library and its own way to find it.</summary>
    private static string? NativePath()
    {
        var (rid, file) = OperatingSystem.IsWindows() ? ("win", "onnxruntime.dll")
            : OperatingSystem.IsMacOS() ? ("osx", "libonnxruntime.dylib")
            : ("linux", "libonnxruntime.so.1");
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var path = Path.Combine(AppContext.BaseDirectory, "runtimes", $"{rid}-{architecture}", "native", file);
        return File.Exists(path) ? path : null;
    }
}
