namespace CotAssist.Server.Lsp;

/// <summary>An answer that is an error, by the codes of JSON-RPC 2.0 and LSP 3.18.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int ServerNotInitialized = -32002;
    public const int RequestCancelled = -32800;
    public const int ContentModified = -32801;
    public const int ServerCancelled = -32802;

    public int Code { get; } = code;
}
