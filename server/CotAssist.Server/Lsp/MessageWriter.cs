using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;

namespace CotAssist.Server.Lsp;

/// <summary>Writes messages one after the other, in the order in which they were sent, from whichever thread.</summary>
internal sealed class MessageWriter(PipeWriter output)
{
    private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });

    public void Send(byte[] content) => _messages.Writer.TryWrite(content);

    /// <summary>What was sent is still written; what is sent afterwards is dropped.</summary>
    public void Complete() => _messages.Writer.TryComplete();

    public async Task RunAsync()
    {
        try
        {
            await foreach (byte[] content in _messages.Reader.ReadAllAsync())
            {
                string header = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}\r\n\r\n");
                Encoding.ASCII.GetBytes(header, output);
                await output.WriteAsync(content);
            }
        }
        catch (IOException)
        {
            Complete(); // the other side is gone; the reader sees the end of its stream too
        }

        await output.CompleteAsync();
    }
}
