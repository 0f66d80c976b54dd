using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// What parent and worker say to each other. A job: length [4 bytes, little-endian], body, nonce [16]. A reply: nonce, length, body.
/// The worker repeats the nonce only when it has seen the tests through, so that nothing a program prints looks like a reply.
/// </summary>
internal static class WorkerFrame
{
    public const int NonceLength = 16;
    public const int HeaderLength = NonceLength + sizeof(int);

    /// <summary>Bytes; a longer reply is a forged one.</summary>
    public const int LongestReply = 64 << 10;

    public static byte[] CreateJob(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> body)
    {
        var frame = new byte[HeaderLength + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame.AsSpan(sizeof(int)));
        nonce.CopyTo(frame.AsSpan(sizeof(int) + body.Length));
        return frame;
    }

    public static byte[] CreateReply(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> body)
    {
        var frame = new byte[HeaderLength + body.Length];
        nonce.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(NonceLength), body.Length);
        body.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>Null when the reply was closed before a whole frame came; <see cref="InvalidDataException"/> when it does not carry the nonce.</summary>
    public static async Task<byte[]?> ReadReplyAsync(Stream stream, byte[] nonce, CancellationToken cancellation)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (read == 0)
            return null;
        if (read < HeaderLength || !CryptographicOperations.FixedTimeEquals(header.AsSpan(0, NonceLength), nonce))
            throw new InvalidDataException("The reply does not carry the nonce.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(NonceLength));
        if (length is < 0 or > LongestReply)
            throw new InvalidDataException("The reply is too long.");
        var body = new byte[length];
        return await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) == length ? body : null;
    }
}
