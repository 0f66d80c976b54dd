using System.Collections.Immutable;

namespace CotAssist.Models.Checkpoints;

/// <summary>One entry of a safetensors header.</summary>
/// <param name="Type">F32, F16 or BF16.</param>
/// <param name="Start">Byte offset in the file.</param>
/// <param name="Length">Bytes.</param>
internal sealed record SafetensorsTensor(string Type, ImmutableArray<long> Shape, long Start, long Length);
