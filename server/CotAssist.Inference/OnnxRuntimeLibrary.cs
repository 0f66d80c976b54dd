using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace CotAssist.Inference;

/// <summary>
/// Loads ONNX Runtime's native library once, from beside the program, with its telemetry off.
/// Everything that touches ONNX Runtime comes through <see cref="Environment"/>.
/// </summary>
internal static partial class OnnxRuntimeLibrary
{
    private static readonly Lazy<OrtEnv> Loaded = new(Load);

    /// <exception cref="InferenceException">The native library is missing or does not load.</exception>
    public static OrtEnv Environment => Loaded.Value;

    private static OrtEnv Load()
    {
        DisableTelemetry();
        // Where a NuGet package brings its own library, it also brings its own way to find it.
        var path = File.Exists(ExpectedPath()) ? ExpectedPath() : null;
        if (path is not null)
        {
            OrtEnv.DisableDllImportResolver = true;
            NativeLibrary.SetDllImportResolver(
                typeof(OrtEnv).Assembly,
                (name, _, _) => name.StartsWith("onnxruntime", StringComparison.Ordinal) ? NativeLibrary.Load(path) : IntPtr.Zero);
        }

        try
        {
            var environment = OrtEnv.Instance();
            environment.DisableTelemetryEvents();
            return environment;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new InferenceException(
                path is null
                    ? $"ONNX Runtime's native library {ExpectedPath()} is missing; build or install CotAssist again for {RuntimeInformation.RuntimeIdentifier}."
                    : $"ONNX Runtime's native library {path} does not load; install CotAssist again for {RuntimeInformation.RuntimeIdentifier}.", e);
        }
    }

    /// <summary>
    /// Official builds send telemetry from 1.29 on unless this stands in the environment before the library loads.
    /// Outside Windows .NET sets variables only in its own copy of the environment, which native code does not see.
    /// </summary>
    private static void DisableTelemetry()
    {
        const string name = "ORT_DISABLE_TELEMETRY";
        System.Environment.SetEnvironmentVariable(name, "1");
        if (!OperatingSystem.IsWindows() && SetNativeVariable(name, "1", overwrite: 1) != 0)
        {
            throw new InferenceException($"{name} cannot be set, so ONNX Runtime is not loaded; set it to 1 before starting CotAssist.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeVariable(string name, string value, int overwrite);

    private static string ExpectedPath()
    {
        var (rid, file) = OperatingSystem.IsWindows() ? ("win", "onnxruntime.dll")
            : OperatingSystem.IsMacOS() ? ("osx", "libonnxruntime.1.30.0.dylib")
            : ("linux", "libonnxruntime.so.1");
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return Path.Combine(AppContext.BaseDirectory, "runtimes", $"{rid}-{architecture}", "native", file);
    }
}
