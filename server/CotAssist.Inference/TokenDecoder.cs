namespace CotAssist.Inference;

/// <summary>Decodes a stream of ids; a character whose bytes are spread over tokens is held back until it is whole.</summary>
public sealed class TokenDecoder(Tokenizer tokenizer)
{
    public Tokenizer Tokenizer { get; } = tokenizer;

    /// <summary>The whole characters that <paramref name="id"/> completes.</summary>
    public string Push(int id) => throw new NotImplementedException();

    /// <summary>What is still held back, as U+FFFD, at the end of the stream.</summary>
    public string Flush() => throw new NotImplementedException();
}
