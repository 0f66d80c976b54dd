using System.Collections.Immutable;
using System.IO.MemoryMappedFiles;
using System.Text.Json;

namespace CotAssist.Models.Checkpoints;

/// <summary>
/// Reads a safetensors file through a memory map: 8 bytes of header length, a JSON header, the tensors without gaps.
/// Every number of the header is checked before a tensor is read. Knows no tensor's meaning.
/// https://github.com/huggingface/safetensors#format
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    // The limit of the reference implementation.
    private const long LongestHeader = 100_000_000;

    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;

    private SafetensorsFile(string name, MemoryMappedFile map, MemoryMappedViewAccessor view, ImmutableDictionary<string, SafetensorsTensor> tensors)
    {
        Name = name;
        this.map = map;
        this.view = view;
        Tensors = tensors;
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    public ImmutableDictionary<string, SafetensorsTensor> Tensors { get; }

    /// <exception cref="InvalidDataException">Not a safetensors file, or a damaged one; one sentence says how.</exception>
    public static SafetensorsFile Open(string path)
    {
        var name = Path.GetFileName(path);
        var length = new FileInfo(path).Length;
        if (length < sizeof(ulong))
        {
            throw Damaged(name, "it is shorter than its header");
        }

        var map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        var view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        try
        {
            var headerLength = view.ReadUInt64(0);
            if (headerLength > (ulong)Math.Min(LongestHeader, length - sizeof(ulong)))
            {
                throw Damaged(name, "its header is longer than the file");
            }

            var header = new byte[headerLength];
            view.SafeMemoryMappedViewHandle.ReadSpan(sizeof(ulong), header.AsSpan());
            return new SafetensorsFile(name, map, view, ParseHeader(name, header, length));
        }
        catch
        {
            view.Dispose();
            map.Dispose();
            throw;
        }
    }

    /// <summary>The values in 32 bits, row-major.</summary>
    public float[] Read(string tensor)
    {
        var entry = Tensors[tensor];
        if (entry.Type == "F32")
        {
            var floats = new float[entry.Length / sizeof(float)];
            view.SafeMemoryMappedViewHandle.ReadSpan((ulong)entry.Start, floats.AsSpan());
            return floats;
        }

        var bits = new ushort[entry.Length / sizeof(ushort)];
        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)entry.Start, bits.AsSpan());
        var values = new float[bits.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            // BF16 is the upper half of an F32.
            values[i] = entry.Type == "F16"
                ? (float)BitConverter.UInt16BitsToHalf(bits[i])
                : BitConverter.UInt32BitsToSingle((uint)bits[i] << 16);
        }

        return values;
    }

    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    private static ImmutableDictionary<string, SafetensorsTensor> ParseHeader(string name, byte[] header, long fileLength)
    {
        var tensors = ImmutableDictionary.CreateBuilder<string, SafetensorsTensor>();
        try
        {
            using var json = JsonDocument.Parse(header);
            var dataStart = sizeof(ulong) + header.LongLength;
            foreach (var entry in json.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
            {
                if (!tensors.TryAdd(entry.Name, ParseEntry(name, entry, dataStart, fileLength)))
                {
                    throw Damaged(name, $"its header names the tensor {entry.Name} twice");
                }
            }

            CheckCoverage(name, tensors.Values, dataStart, fileLength);
            return tensors.ToImmutable();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw Damaged(name, "its header cannot be read", error);
        }
    }

    private static SafetensorsTensor ParseEntry(string name, JsonProperty entry, long dataStart, long fileLength)
    {
        var type = entry.Value.GetProperty("dtype").GetString() ?? "";
        var bytesPerValue = type switch
        {
            "F32" => 4,
            "F16" or "BF16" => 2,
            _ => throw new InvalidDataException($"{name}: the tensor {entry.Name} is of type {type}; only F32, F16 and BF16 can be imported."),
        };
        var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(dim => checked((long)dim.GetUInt64())).ToImmutableArray();
        var offsets = entry.Value.GetProperty("data_offsets");
        var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (begin < 0 || end < begin || offsets.GetArrayLength() != 2)
        {
            throw Damaged(name, $"the offsets of the tensor {entry.Name} make no sense");
        }

        if (end > fileLength - dataStart)
        {
            throw Damaged(name, $"it ends before the tensor {entry.Name} does");
        }

        var values = shape.Aggregate(1L, (product, dim) => checked(product * dim));
        if (checked(values * bytesPerValue) != end - begin || values > Array.MaxLength)
        {
            throw Damaged(name, $"the size of the tensor {entry.Name} does not fit its shape");
        }

        return new SafetensorsTensor(type, shape, dataStart + begin, end - begin);
    }

    // The format allows neither gaps nor overlaps.
    private static void CheckCoverage(string name, IEnumerable<SafetensorsTensor> tensors, long dataStart, long fileLength)
    {
        var position = dataStart;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Start).ThenBy(tensor => tensor.Length))
        {
            if (tensor.Start != position)
            {
                throw Damaged(name, "its tensors overlap or leave gaps");
            }

            position += tensor.Length;
        }

        if (position != fileLength)
        {
            throw Damaged(name, "it holds bytes that belong to no tensor");
        }
    }

    private static InvalidDataException Damaged(string name, string how, Exception? inner = null) =>
        new($"{name} is not a whole safetensors file: {how}; fetch or export it again.", inner);
}
