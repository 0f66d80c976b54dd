using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// A seccomp program in classic BPF: no new processes (threads are allowed), no new namespaces, mounts, tracing of others,
/// or kernel interfaces that a generated helper method never needs. See seccomp(2) and linux/filter.h.
/// </summary>
internal static class SeccompFilter
{
    // struct seccomp_data { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }
    private const uint OffsetOfNumber = 0, OffsetOfArchitecture = 4, OffsetOfFirstArgument = 16;
    private const ushort LoadWord = 0x20, JumpIfEqual = 0x15, JumpIfAtLeast = 0x35, JumpIfAnyBit = 0x45, Return = 0x06;
    private const uint Allow = 0x7FFF0000, KillProcess = 0x80000000, Errno = 0x00050000;
    private const uint NotPermitted = Errno | 1, TryAgain = Errno | 11, NotImplemented = Errno | 38;
    private const uint CloneThread = 0x00010000, X32Bit = 0x40000000;

    private sealed record Machine(uint AuditArchitecture, uint CloneCall, uint Clone3Call, uint[] NewProcess, uint[] Denied);

    private static readonly Machine X64 = new(0xC000003E, 56, 435,
        NewProcess: [57, 58], // fork, vfork
        Denied: [101, 155, 161, 165, 166, 246, 248, 249, 250, 272, 298, 304, 308, 310, 311, 321, 323, 425, 426, 427, 428, 429, 430, 431, 432, 433]);

    private static readonly Machine Arm64 = new(0xC00000B7, 220, 435,
        NewProcess: [],
        Denied: [39, 40, 41, 51, 97, 104, 117, 217, 218, 219, 241, 265, 268, 270, 271, 280, 282, 425, 426, 427, 428, 429, 430, 431, 432, 433]);

    /// <summary>The program for this machine, as bubblewrap's --seccomp reads it; null where the processor is another.</summary>
    public static byte[]? ForThisMachine() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Assemble(X64),
        Architecture.Arm64 => Assemble(Arm64),
        _ => null,
    };

    private static byte[] Assemble(Machine machine)
    {
        List<(ushort Code, byte IfTrue, byte IfFalse, uint Value)> program =
        [
            (LoadWord, 0, 0, OffsetOfArchitecture),
            (JumpIfEqual, 1, 0, machine.AuditArchitecture),
            (Return, 0, 0, KillProcess),
            (LoadWord, 0, 0, OffsetOfNumber),
            (JumpIfAtLeast, 0, 1, X32Bit),
            (Return, 0, 0, NotPermitted),
            // glibc falls back from clone3 to clone, whose flags a filter can read.
            (JumpIfEqual, 0, 1, machine.Clone3Call),
            (Return, 0, 0, NotImplemented),
            (JumpIfEqual, 0, 4, machine.CloneCall),
            (LoadWord, 0, 0, OffsetOfFirstArgument),
            (JumpIfAnyBit, 0, 1, CloneThread),
            (Return, 0, 0, Allow),
            (Return, 0, 0, TryAgain),
        ];
        foreach (var number in machine.NewProcess)
            program.AddRange([(JumpIfEqual, 0, 1, number), (Return, 0, 0, TryAgain)]);
        foreach (var number in machine.Denied)
            program.AddRange([(JumpIfEqual, 0, 1, number), (Return, 0, 0, NotPermitted)]);
        program.Add((Return, 0, 0, Allow));

        var bytes = new byte[program.Count * 8];
        for (var i = 0; i < program.Count; i++)
        {
            var instruction = bytes.AsSpan(i * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(instruction, program[i].Code);
            instruction[2] = program[i].IfTrue;
            instruction[3] = program[i].IfFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(instruction[4..], program[i].Value);
        }

        return bytes;
    }
}
