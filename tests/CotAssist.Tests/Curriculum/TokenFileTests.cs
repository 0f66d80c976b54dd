using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Output;

namespace CotAssist.Tests.Curriculum;

public sealed class TokenFileTests
{
    [Fact]
    public void Is_laid_out_as_the_trainer_reads_it()
    {
        var path = Path.GetTempFileName();
        try
        {
            TokenFile.Write(path, [new([1, 2, 300], 1, 1, 2, SampleMode.Direct), new([7], 0, 0, 0, SampleMode.Abstain)]);
            using var reader = new BinaryReader(File.OpenRead(path));

            Assert.Equal("COTD"u8.ToArray(), reader.ReadBytes(4));
            Assert.Equal(3, reader.ReadInt32());
            Assert.Equal(2, reader.ReadInt32());
            Assert.Equal(4, reader.ReadInt64());
            Assert.Equal([3, 1], [reader.ReadInt32(), reader.ReadInt32()]);
            Assert.Equal([1, 0], [reader.ReadInt32(), reader.ReadInt32()]);
            Assert.Equal([1, 0], [reader.ReadInt32(), reader.ReadInt32()]);
            Assert.Equal([2, 0], [reader.ReadInt32(), reader.ReadInt32()]);
            Assert.Equal([1, 4], reader.ReadBytes(2));
            Assert.Equal([1, 2, 300, 7], [reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadUInt16()]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
