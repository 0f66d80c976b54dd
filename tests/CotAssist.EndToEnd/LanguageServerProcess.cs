using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CotAssist.EndToEnd;

/// <summary>
/// A language server in a process of its own, spoken to over stdio as an editor does. Written to the specification and
/// not with the server's own code, so that a mistake in that code cannot cancel itself out.
/// </summary>
internal sealed class LanguageServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> waiting = [];
    private int lastId;

    private LanguageServerProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        reading = Task.Run(ReadAsync);
    }

    /// <summary>What the server wrote to stderr.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>Notifications of the server, oldest first.</summary>
    public ConcurrentQueue<(string Method, JsonNode? Parameters)> Notifications { get; } = [];

    /// <param name="command">Program and arguments.</param>
    /// <param name="capabilities">What the client can do (ClientCapabilities).</param>
    public static async Task<LanguageServerProcess> StartAsync(IReadOnlyList<string> command, JsonObject capabilities)
    {
        var server = new LanguageServerProcess(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        await server.RequestAsync("initialize", new JsonObject { ["processId"] = Environment.ProcessId, ["rootUri"] = null, ["capabilities"] = capabilities });
        await server.NotifyAsync("initialized", new JsonObject());
        return server;
    }

    public async Task<JsonNode?> RequestAsync(string method, JsonNode? parameters)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return await answer.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    public Task NotifyAsync(string method, JsonNode? parameters) =>
        SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RequestAsync("shutdown", null);
            await NotifyAsync("exit", null);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await reading;
            process.Dispose();
            writing.Dispose();
        }
    }

    private async Task SendAsync(JsonObject message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        var output = process.StandardInput.BaseStream;
        await writing.WaitAsync();
        try
        {
            await output.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
            await output.WriteAsync(body);
            await output.FlushAsync();
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadMessageAsync(process.StandardOutput.BaseStream) is { } message)
                await ReceiveAsync(message);
        }
        finally
        {
            foreach (var answer in waiting.Values)
                answer.TrySetException(new InvalidOperationException("The server ended without an answer:\n" + string.Join('\n', Log)));
        }
    }

    private Task ReceiveAsync(JsonNode message)
    {
        if (message["method"] is not { } method)
        {
            waiting.TryRemove((int)message["id"]!, out var answer);
            if (message["error"] is { } error)
                answer!.SetException(new InvalidOperationException(error.ToJsonString()));
            else
                answer!.SetResult(message["result"]);
            return Task.CompletedTask;
        }
        if (message["id"] is { } id) // no request of a server needs more than an acknowledgement
            return SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["result"] = null });
        Notifications.Enqueue(((string)method!, message["params"]));
        return Task.CompletedTask;
    }

    private static async Task<JsonNode?> ReadMessageAsync(Stream input)
    {
        var length = 0;
        while (await ReadHeaderAsync(input) is { } header)
        {
            if (header.Length == 0)
            {
                var body = new byte[length];
                await input.ReadExactlyAsync(body);
                return JsonNode.Parse(body);
            }
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture);
        }
        return null;
    }

    private static async Task<string?> ReadHeaderAsync(Stream input)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await input.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
        return null;
    }
}
