using System.Globalization;
using System.Runtime.InteropServices;
using CotAssist.Models.Graphs.Onnx;

namespace CotAssist.Models.Graphs;

/// <summary>
/// The file beside a graph that holds its weights. Each tensor begins at a multiple of 4096 bytes, so that a runtime can
/// map it into memory. Knows bytes and offsets, not what the tensors mean.
/// </summary>
internal sealed class ExternalDataFile(string path) : IDisposable
{
    private const int Alignment = 4096;

    private readonly string location = Path.GetFileName(path);
    private readonly FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);

    /// <summary>Appends a tensor and returns its reference; renamed and reshaped copies of the reference share its bytes.</summary>
    public TensorProto Append<T>(string name, TensorProto.Types.DataType type, ReadOnlySpan<long> dims, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var padding = (Alignment - stream.Position % Alignment) % Alignment;
        stream.Write(new byte[padding]);
        var offset = stream.Position;
        Write(values);

        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)type,
            DataLocation = TensorProto.Types.DataLocation.External,
            Dims = { dims.ToArray() },
        };
        Describe("location", location);
        Describe("offset", offset.ToString(CultureInfo.InvariantCulture));
        Describe("length", (stream.Position - offset).ToString(CultureInfo.InvariantCulture));
        return tensor;

        void Describe(string key, string value) =>
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    public void Dispose() => stream.Dispose();

    // In pieces: the bytes of one tensor may exceed what a span can index.
    private void Write<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        const int Piece = 1 << 22;
        for (var start = 0; start < values.Length; start += Piece)
        {
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Piece, values.Length - start))));
        }
    }
}
