using System.Text;

namespace CotAssist.Inference;

/// <summary>Decodes a stream of ids; a character whose bytes are spread over tokens is held back until it is whole.</summary>
public sealed class TokenDecoder(Tokenizer tokenizer)
{
    private readonly Decoder utf8 = Encoding.UTF8.GetDecoder();

    public Tokenizer Tokenizer { get; } = tokenizer;

    /// <summary>The whole characters that <paramref name="id"/> completes.</summary>
    public string Push(int id) => Decode(Tokenizer.BytesOf(id), flush: false);

    /// <summary>What is still held back, as U+FFFD, at the end of the stream.</summary>
    public string Flush() => Decode([], flush: true);

    private string Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> buffer = stackalloc char[256];
        var chars = bytes.Length + 4 <= buffer.Length ? buffer : new char[bytes.Length + 4];
        return new string(chars[..utf8.GetChars(bytes, chars, flush)]);
    }
}
