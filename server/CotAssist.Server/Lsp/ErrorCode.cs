namespace CotAssist.Server.Lsp;

/// <summary>Error codes of JSON-RPC 2.0 and LSP 3.18 (section "Response Message").</summary>
internal enum ErrorCode
{
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    ServerNotInitialized = -32002,
    RequestFailed = -32803,
    ServerCancelled = -32802,
    ContentModified = -32801,
    RequestCancelled = -32800,
}
