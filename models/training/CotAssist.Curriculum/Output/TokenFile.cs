using System.Runtime.InteropServices;

namespace CotAssist.Curriculum.Output;

/// <summary>Writes the trainer's token file (little-endian; models/training/data.py reads it).</summary>
public static class TokenFile
{
    private const int Version = 3;

    public static void Write(string path, IReadOnlyList<EncodedSample> samples)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("COTD"u8);
        writer.Write(Version);
        writer.Write(samples.Count);
        writer.Write(samples.Sum(s => (long)s.Ids.Length));
        foreach (var number in (Func<EncodedSample, int>[])[s => s.Ids.Length, s => s.CommentStart, s => s.CommentLength, s => s.PromptLength])
        {
            foreach (var sample in samples)
            {
                writer.Write(number(sample));
            }
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
