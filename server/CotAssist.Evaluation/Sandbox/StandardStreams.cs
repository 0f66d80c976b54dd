using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>Moves standard output aside for a worker's reply, and lets everything printed go to standard error.</summary>
internal static partial class StandardStreams
{
    private const int WindowsOutput = -11, WindowsError = -12;

    /// <summary>What was standard output; from now on descriptor 1 is standard error.</summary>
    public static FileStream TakeOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            var output = GetStdHandle(WindowsOutput);
            if (!SetStdHandle(WindowsOutput, GetStdHandle(WindowsError)))
                throw new IOException("Standard output could not be moved.");
            return new FileStream(new SafeFileHandle(output, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        }

        var copy = Duplicate(1);
        if (copy < 0 || DuplicateOnto(2, 1) < 0)
            throw new IOException("Standard output could not be moved.");
        return new FileStream(new SafeFileHandle(copy, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateOnto(int descriptor, int target);

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int which);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetStdHandle(int which, nint handle);
}
