using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// A Windows job object (learn.microsoft.com, "Job Objects"): one process, bounded memory and processor time, no desktop,
/// and an end for all that is in it when its handle is closed.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed partial class JobObject : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int BasicUiRestrictions = 4, ExtendedLimitInformation = 9;

    /// <summary>JOB_OBJECT_UILIMIT_*: handles, clipboard, system parameters, display settings, atoms, desktops, shutdown.</summary>
    private const uint AllUiLimits = 0xFF;

    [Flags]
    private enum LimitFlags : uint
    {
        ProcessTime = 0x2,
        ActiveProcess = 0x8,
        ProcessMemory = 0x100,
        JobMemory = 0x200,
        DieOnUnhandledException = 0x400,
        KillOnJobClose = 0x2000,
    }

    public JobObject()
        : base(ownsHandle: true)
    {
    }

    public static JobObject Create(SandboxLimits limits)
    {
        var job = CreateJobObject(0, 0);
        if (job.IsInvalid)
            throw Failed("created");
        var extended = new ExtendedLimits
        {
            PerProcessUserTimeLimit = 4 * limits.Time.Ticks, // 100 nanoseconds, as a TimeSpan counts; wall time is the parent's to watch
            LimitFlags = LimitFlags.ProcessTime | LimitFlags.ActiveProcess | LimitFlags.ProcessMemory | LimitFlags.JobMemory
                | LimitFlags.DieOnUnhandledException | LimitFlags.KillOnJobClose,
            ActiveProcessLimit = 1,
            ProcessMemoryLimit = (nuint)limits.Memory,
            JobMemoryLimit = (nuint)limits.Memory,
        };
        var ui = AllUiLimits;
        if (!SetInformation(job, ExtendedLimitInformation, MemoryMarshal.AsBytes(new ReadOnlySpan<ExtendedLimits>(in extended)))
            || !SetInformation(job, BasicUiRestrictions, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in ui))))
        {
            throw Failed("limited");
        }

        return job;
    }

    public void Take(SafeProcessHandle process)
    {
        if (!AssignProcessToJobObject(this, process))
            throw Failed("given its process");
    }

    public void Terminate() => _ = TerminateJobObject(this, 1); // fails only when nothing is left in it

    protected override bool ReleaseHandle() => CloseHandle(handle);

    private static SandboxException Failed(string what) =>
        new($"Generated programs are run only inside a job object, which could not be {what}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    private static bool SetInformation(JobObject job, int kind, ReadOnlySpan<byte> information) =>
        SetInformationJobObject(job, kind, in MemoryMarshal.GetReference(information), (uint)information.Length);

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", SetLastError = true)]
    private static partial JobObject CreateJobObject(nint attributes, nint name);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(JobObject job, int kind, in byte information, uint length);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(JobObject job, SafeProcessHandle process);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateJobObject(JobObject job, uint exitCode);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CloseHandle(nint handle);

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public LimitFlags LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperationCount, WriteOperationCount, OtherOperationCount, ReadTransferCount, WriteTransferCount, OtherTransferCount;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
