namespace CotAssist.Inference;

/// <summary>
/// The 256 printable characters by which byte-level BPE files write bytes (GPT-2's bytes_to_unicode): printable Latin-1
/// stands for itself, every other byte for a character from U+0100 on.
/// </summary>
public static class ByteLevelAlphabet
{
    private static readonly char[] ByteToChar = Build();

    private static readonly Dictionary<char, byte> CharToByte =
        Enumerable.Range(0, 256).ToDictionary(value => ByteToChar[value], value => (byte)value);

    public static char ToChar(byte value) => ByteToChar[value];

    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        var chars = new char[bytes.Length];
        for (var i = 0; i < chars.Length; i++)
        {
            chars[i] = ByteToChar[bytes[i]];
        }

        return new string(chars);
    }

    /// <summary>The bytes that <paramref name="text"/> writes, or null when a character is not of this alphabet.</summary>
    public static byte[]? ToBytes(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!CharToByte.TryGetValue(text[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static char[] Build()
    {
        var chars = new char[256];
        var next = '\u0100';
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            chars[value] = printable ? (char)value : next++;
        }

        return chars;
    }
}
