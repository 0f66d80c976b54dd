using System.Text;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>A compiled program for a C# worker, and its form on the wire.</summary>
/// <param name="TestsType">Full name of the type with the test methods T1, T2, ...; empty: run the entry point.</param>
/// <param name="TestTime">Of each test.</param>
internal sealed record CSharpJob(string TestsType, int TestCount, TimeSpan TestTime, byte[] Assembly)
{
    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            writer.Write(TestsType);
            writer.Write(TestCount);
            writer.Write((int)TestTime.TotalMilliseconds);
            writer.Write(Assembly.Length);
            writer.Write(Assembly);
        }

        return stream.ToArray();
    }

    public static CSharpJob FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        return new CSharpJob(reader.ReadString(), reader.ReadInt32(), TimeSpan.FromMilliseconds(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32()));
    }
}
