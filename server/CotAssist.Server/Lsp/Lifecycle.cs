using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace CotAssist.Server.Lsp;

/// <summary>From "initialize" to "exit": which messages are taken when, what the server offers, and the exit code.</summary>
internal sealed class Lifecycle
{
    private enum Phase
    {
        Started,
        Initialized,
        ShutDown,
    }

    private volatile Phase _phase = Phase.Started;
    private bool _exited;

    /// <summary>0 when the client said "shutdown" before it said "exit" (LSP 3.18).</summary>
    public int ExitCode => _exited && _phase == Phase.ShutDown ? 0 : 1;

    public ErrorCode? Refuse(string method) => _phase switch
    {
        Phase.Started when method is not ("initialize" or "exit") => ErrorCode.ServerNotInitialized,
        Phase.Initialized when method == "initialize" => ErrorCode.InvalidRequest,
        Phase.ShutDown when method != "exit" => ErrorCode.InvalidRequest,
        _ => null,
    };

    public void Register(Endpoint endpoint, Editor editor, string[] commands, Action begin)
    {
        endpoint.OnRequest("initialize", ProtocolJson.Default.InitializeParams, ProtocolJson.Default.InitializeResult, (initialize, _) =>
        {
            editor.Support = ClientSupport.Of(initialize.Capabilities);
            _phase = Phase.Initialized;
            if (initialize.ProcessId is { } parent)
            {
                StopWithParent(parent, endpoint);
            }

            return Task.FromResult(new InitializeResult { Capabilities = Offer(commands), ServerInfo = new ServerInfo { Name = "cotassist", Version = Version } });
        });
        endpoint.OnNotification("initialized", ExtensionsJson.Default.NoParams, _ => begin());
        endpoint.OnRequest("shutdown", ExtensionsJson.Default.NoParams, ExtensionsJson.Default.NullableJsonElement, (_, _) =>
        {
            _phase = Phase.ShutDown;
            return Task.FromResult<JsonElement?>(null);
        });
        endpoint.OnNotification("exit", ExtensionsJson.Default.NoParams, _ =>
        {
            _exited = true;
            endpoint.Stop();
        });
    }

    /// <summary>A server whose editor died would run for ever.</summary>
    /// <param name="parent">Process id; one that is not there any more stops the server at once.</param>
    public static void StopWithParent(int parent, Endpoint endpoint)
    {
        try
        {
            Process process = Process.GetProcessById(parent);
            _ = process.WaitForExitAsync().ContinueWith(_ => endpoint.Stop(), TaskScheduler.Default);
        }
        catch (ArgumentException)
        {
            endpoint.Stop();
        }
    }

    private static string Version => typeof(Lifecycle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static ServerCapabilities Offer(string[] commands) => new()
    {
        PositionEncoding = "utf-16",
        TextDocumentSync = new TextDocumentSyncOptions { OpenClose = true, Change = TextDocumentSyncKind.Incremental },
        InlayHintProvider = true,
        InlineCompletionProvider = true,
        CodeLensProvider = new CodeLensOptions { ResolveProvider = false },
        ExecuteCommandProvider = new ExecuteCommandOptions { Commands = commands },
    };
}
