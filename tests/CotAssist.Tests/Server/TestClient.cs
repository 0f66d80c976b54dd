using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Server;
using CotAssist.Server.Lsp;
using CotAssist.Tests.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Tests.Server;

/// <summary>An editor without a screen: the real server over in-memory pipes, real bytes, a scripted model.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    public const string Uri = "file:///work/Orders.cs";

    /// <summary>Only so that a server that never answers fails its test; heavy neighbours on two cores may take half a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Pipe toServer = new();
    private readonly Pipe fromServer = new();
    private readonly Task<int> running;
    private readonly MessageReader reader;
    private readonly List<JsonObject> seen = [];
    private int lastId;

    public TestClient(ICausalModel model, string language = "csharp")
        : this(() => new Assistant(Manifest(language), new Generator(model, Scripted.Tokenizer)))
    {
    }

    public TestClient(Func<Assistant> open)
    {
        running = LanguageServer.RunAsync(toServer.Reader, fromServer.Writer, Log, open);
        reader = new MessageReader(fromServer.Reader);
    }

    public StringWriter Log { get; } = new();

    /// <summary>What the editor says it can do.</summary>
    public JsonObject Capabilities { get; init; } = new() { ["workspace"] = new JsonObject { ["applyEdit"] = true } };

    /// <summary>Edits that the server asked to apply; all are accepted.</summary>
    public List<JsonNode> Applied { get; } = [];

    public IEnumerable<JsonNode> Notifications(string method) => seen.Where(message => (string?)message["method"] == method).Select(message => message["params"]!);

    public async Task<JsonNode?> InitializeAsync()
    {
        var answer = await RequestAsync("initialize", new JsonObject { ["processId"] = null, ["rootUri"] = null, ["capabilities"] = Capabilities.DeepClone() });
        await NotifyAsync("initialized", new JsonObject());
        return answer["result"];
    }

    public Task OpenAsync(string text, string languageId = "csharp") => NotifyAsync("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri, ["languageId"] = languageId, ["version"] = 1, ["text"] = text },
    });

    public Task ChangeAsync(int version, string text) => NotifyAsync("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = version },
        ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = text }),
    });

    /// <summary>Changes one span of <paramref name="old"/>, as an editor tells it.</summary>
    public Task ChangeAsync(int version, SourceText old, TextChange change)
    {
        var span = old.Lines.GetLinePositionSpan(change.Span);
        return NotifyAsync("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = version },
            ["contentChanges"] = new JsonArray(new JsonObject
            {
                ["range"] = new JsonObject
                {
                    ["start"] = new JsonObject { ["line"] = span.Start.Line, ["character"] = span.Start.Character },
                    ["end"] = new JsonObject { ["line"] = span.End.Line, ["character"] = span.End.Character },
                },
                ["text"] = change.NewText,
            }),
        });
    }

    public static JsonObject At(int line, int character) => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri },
        ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
        ["context"] = new JsonObject { ["triggerKind"] = 1 },
    };

    /// <summary>The whole answer, result or error.</summary>
    public async Task<JsonObject> RequestAsync(string method, JsonNode? parameters)
    {
        var id = await SendRequestAsync(method, parameters);
        return await AnswerAsync(id);
    }

    public async Task<int> SendRequestAsync(string method, JsonNode? parameters)
    {
        var id = ++lastId;
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return id;
    }

    public Task NotifyAsync(string method, JsonNode? parameters) => SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    public async Task<JsonObject> AnswerAsync(int id) => await ReadUntilAsync(message => !message.ContainsKey("method") && (int?)message["id"] == id);

    public Task<JsonObject> NotifiedAsync(string method) => ReadUntilAsync(message => (string?)message["method"] == method);

    /// <summary>The next one, whatever came before.</summary>
    public async Task NotifiedAnewAsync(string method)
    {
        while ((string?)(await ReadAsync())["method"] != method)
        {
        }
    }

    public Task<JsonObject> ReadUntilErrorAsync() => ReadUntilAsync(message => message.ContainsKey("error") && message["id"] is null);

    public async Task SendBytesAsync(byte[] bytes) => await toServer.Writer.WriteAsync(bytes);

    public async Task<JsonObject> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var message = JsonNode.Parse(await reader.ReadAsync(patience.Token) ?? throw new EndOfStreamException())!.AsObject();
        seen.Add(message);
        if ((string?)message["method"] == "workspace/applyEdit")
        {
            Applied.Add(message["params"]!);
            await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = message["id"]!.DeepClone(), ["result"] = new JsonObject { ["applied"] = true } });
        }

        return message;
    }

    /// <summary>The exit code, when the server ends by itself.</summary>
    public Task<int> Exited => running.WaitAsync(Patience);

    public async Task<int> ExitAsync()
    {
        await NotifyAsync("exit", null);
        return await running.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await toServer.Writer.CompleteAsync();
        await running.WaitAsync(Patience);
    }

    public static byte[] Frame(JsonNode message)
    {
        var content = Encoding.UTF8.GetBytes(message.ToJsonString());
        return [.. Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"), .. content];
    }

    private async Task SendAsync(JsonNode message) => await SendBytesAsync(Frame(message));

    private async Task<JsonObject> ReadUntilAsync(Func<JsonObject, bool> wanted)
    {
        if (seen.FirstOrDefault(wanted) is { } before)
        {
            return before;
        }

        while (true)
        {
            if (await ReadAsync() is var message && wanted(message))
            {
                return message;
            }
        }
    }

    private static ModelManifest Manifest(string language) => new()
    {
        Name = "scripted",
        Architecture = new ModelArchitecture(1, 1, 1, 1, 1, 1, 1, 1, 1, true),
        ContextLength = 4096,
        WeightBits = 32,
        PromptProfile = "cotassist-1",
        PlanFormat = "numbered",
        CodeFormat = "plain",
        Languages = [language],
        Files = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
    };
}
