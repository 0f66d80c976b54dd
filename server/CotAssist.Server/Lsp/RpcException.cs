namespace CotAssist.Server.Lsp;

/// <summary>A request is answered with this error; the message is one sentence for the person at the editor.</summary>
internal sealed class RpcException(ErrorCode code, string message) : Exception(message)
{
    public ErrorCode Code { get; } = code;
}
