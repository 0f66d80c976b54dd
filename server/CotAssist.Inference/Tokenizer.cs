namespace CotAssist.Inference;

/// <summary>Byte-level byte-pair encoding as a Hugging Face <c>tokenizer.json</c> describes it: text to ids and back.</summary>
public sealed class Tokenizer
{
    /// <summary>Reads <c>tokenizer.json</c>.</summary>
    /// <exception cref="InvalidDataException">Not a byte-level BPE tokenizer; one sentence says what it lacks.</exception>
    public static Tokenizer Parse(ReadOnlySpan<byte> utf8Json) => throw new NotImplementedException();

    public static Tokenizer Load(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>One more than the highest id.</summary>
    public int VocabularySize => throw new NotImplementedException();

    /// <summary>Encodes plain text; markers such as <c>&lt;|plan|&gt;</c> inside it stay plain text.</summary>
    public int[] Encode(string text) => throw new NotImplementedException();

    /// <summary>The id of a special (added) token, or null when the vocabulary has none of that name.</summary>
    public int? SpecialId(string token) => throw new NotImplementedException();

    public bool IsSpecial(int id) => throw new NotImplementedException();

    /// <summary>The bytes a token stands for; empty for special tokens.</summary>
    public ReadOnlySpan<byte> BytesOf(int id) => throw new NotImplementedException();

    /// <summary>Text of the ids, special tokens left out; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Decode(ReadOnlySpan<int> ids) => throw new NotImplementedException();
}
