using System.Runtime.InteropServices;

namespace CotAssist.Curriculum.Output;

/// <summary>Writes the trainer's token file (little-endian; models/training/data.py reads it).</summary>
public static class TokenFile
{
    private const int Version = 2;

    public static void Write(string path, IReadOnlyList<EncodedSample> samples)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("COTD"u8);
        writer.Write(Version);
        writer.Write(samples.Count);
        writer.Write(samples.Sum(s => (long)s.Ids.Length));
        foreach (var sample in samples)
        {
            writer.Write(sample.Ids.Length);
        }

        foreach (var sample in samples)
        {
            writer.Write(sample.CommentStart);
        }

        foreach (var sample in samples)
        {
            writer.Write(sample.CommentLength);
        }

        foreach (var sample in samples)
        {
            writer.Write(sample.PromptLength);
        }

        foreach (var sample in samples)
        {
            writer.Write((byte)sample.Mode);
        }

        foreach (var sample in samples)
        {
            writer.Write(MemoryMarshal.AsBytes<ushort>(Array.ConvertAll(sample.Ids, checked(id => (ushort)id))));
        }
    }
}
