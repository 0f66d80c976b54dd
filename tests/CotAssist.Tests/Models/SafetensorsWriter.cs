using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace CotAssist.Tests.Models;

/// <summary>Writes safetensors files for tests and benchmarks: https://github.com/huggingface/safetensors#format.</summary>
internal static class SafetensorsWriter
{
    /// <param name="tensors">Name, shape and row-major values, in the order of the file.</param>
    /// <param name="type">F32, F16 or BF16; BF16 cuts the lower half off.</param>
    public static void Write(string path, IEnumerable<(string Name, int[] Shape, float[] Values)> tensors, string type = "F32")
    {
        var all = tensors.ToList();
        var header = new JsonObject();
        var offset = 0L;
        foreach (var (name, shape, values) in all)
        {
            var end = offset + values.LongLength * (type == "F32" ? sizeof(float) : sizeof(ushort));
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. shape.Select(dim => JsonValue.Create(dim))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        using var file = File.Create(path);
        WriteHeader(file, header.ToJsonString());
        foreach (var (_, _, values) in all)
        {
            file.Write(type == "F32" ? MemoryMarshal.AsBytes(values.AsSpan()) : MemoryMarshal.AsBytes(Halves(values, type)));
        }
    }

    /// <summary>The length and the header alone, which tests of damaged files make up.</summary>
    public static void WriteHeader(Stream file, string json)
    {
        // Padded with spaces so that the values are aligned.
        var padded = json.PadRight((Encoding.UTF8.GetByteCount(json) + 7) / 8 * 8);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)Encoding.UTF8.GetByteCount(padded));
        file.Write(length);
        file.Write(Encoding.UTF8.GetBytes(padded));
    }

    private static ReadOnlySpan<ushort> Halves(float[] values, string type) => type switch
    {
        "F16" => values.Select(value => BitConverter.HalfToUInt16Bits((Half)value)).ToArray(),
        "BF16" => values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)).ToArray(),
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Unknown type {type}."), nameof(type)),
    };
}
