using System.Runtime.InteropServices;

namespace CotAssist.Inference;

/// <summary>
/// Zeroed native memory that tensors point into, aligned for vector loads. Pages are taken only when first written, so the
/// cache of a long context costs what it holds.
/// </summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private const int Alignment = 64;

    private void* block;

    public AlignedBuffer(nuint size)
    {
        Size = size;
        block = NativeMemory.AllocZeroed(size + Alignment - 1);
        Pointer = (void*)(((nuint)block + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    public void* Pointer { get; private set; }

    /// <summary>Bytes.</summary>
    public nuint Size { get; }

    public void Dispose()
    {
        NativeMemory.Free(block);
        Pointer = block = null;
    }
}
