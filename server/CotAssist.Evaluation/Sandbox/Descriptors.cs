using System.Globalization;
using System.Runtime.InteropServices;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// Keeps what this process has open from its children. .NET opens files close-on-exec, but what a shell, a test host
/// or an editor has handed down is not.
/// </summary>
internal static partial class Descriptors
{
    private const int SetFlags = 2, CloseOnExec = 1;

    public static void KeepFromChildren()
    {
        if (!OperatingSystem.IsLinux())
            return; // Windows hands down the three standard streams only
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            var descriptor = int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture);
            if (descriptor > 2)
                _ = Control(descriptor, SetFlags, CloseOnExec); // one that was closed meanwhile needs no flag
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);
}
