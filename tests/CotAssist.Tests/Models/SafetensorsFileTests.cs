using CotAssist.Models.Checkpoints;
using FsCheck;
using FsCheck.Fluent;

namespace CotAssist.Tests.Models;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder["model.safetensors"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Values_of_every_type_come_back_as_32_bits(string type)
    {
        float[] values = [0, 1, -1.5f, 0.0078125f, 65_280, -0.0009765625f];
        SafetensorsWriter.Write(File, [("a", [2, 3], values), ("b", [1], [2.5f])], type);

        using var file = SafetensorsFile.Open(File);

        Assert.Equal(values, file.Read("a"));
        Assert.Equal([2.5f], file.Read("b"));
        Assert.Equal([2, 3], file.Tensors["a"].Shape.ToArray());
    }

    [Theory]
    [InlineData("""not JSON""", 0, "its header cannot be read")]
    [InlineData("""[]""", 0, "its header cannot be read")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "its header cannot be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "its header cannot be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "its header cannot be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", 4, "its header cannot be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "the offsets of the tensor a make no sense")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "it ends before the tensor a does")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "the size of the tensor a does not fit its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "its tensors overlap or leave gaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "its tensors overlap or leave gaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "it holds bytes that belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "its header names the tensor a twice")]
    public void A_damaged_header_is_told_in_a_sentence(string header, int dataBytes, string expected)
    {
        using (var stream = System.IO.File.Create(File))
        {
            SafetensorsWriter.WriteHeader(stream, header);
            stream.Write(new byte[dataBytes]);
        }

        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File));
        Assert.Equal($"model.safetensors is not a whole safetensors file: {expected}; fetch or export it again.", error.Message);
    }

    [Fact]
    public void Other_types_are_named()
    {
        using (var stream = System.IO.File.Create(File))
        {
            SafetensorsWriter.WriteHeader(stream, """{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""");
            stream.Write(new byte[8]);
        }

        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File));
        Assert.Equal("model.safetensors: the tensor a is of type I64; only F32, F16 and BF16 can be imported.", error.Message);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        SafetensorsWriter.Write(File, [("a", [2, 3], new float[6]), ("b", [1], new float[1])]);
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File));
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_nothing_else()
    {
        SafetensorsWriter.Write(File, [("a", [2, 3], new float[6]), ("b", [1], new float[1])]);
        var whole = System.IO.File.ReadAllBytes(File);
        var changes = Gen.ArrayOf(Gen.Zip(Gen.Choose(0, whole.Length - 1), Gen.Choose(0, 255)), 3).ToArbitrary();
        Prop.ForAll(changes, change =>
        {
            var bytes = whole.ToArray();
            foreach (var (at, value) in change)
            {
                bytes[at] = (byte)value;
            }

            System.IO.File.WriteAllBytes(File, bytes);
            try
            {
                using var file = SafetensorsFile.Open(File);
                foreach (var name in file.Tensors.Keys)
                {
                    file.Read(name);
                }
            }
            catch (InvalidDataException)
            {
                // Refused, which is as good.
            }
        }).QuickCheckThrowOnFailure();
    }
}
