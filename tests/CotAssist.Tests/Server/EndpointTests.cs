using System.Text;
using System.Text.Json.Nodes;
using CotAssist.Tests.Synthesis;

namespace CotAssist.Tests.Server;

public sealed class EndpointTests
{
    private static TestClient Client() => new(new ScriptedModel(Scripted.Tokenizer));

    [Fact]
    public async Task ReadsMessagesHoweverTheyAreCut()
    {
        await using var client = Client();
        var bytes = TestClient.Frame(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = "ä-1", ["method"] = "initialize", ["params"] = new JsonObject { ["capabilities"] = new JsonObject() } });
        foreach (var part in bytes)
        {
            await client.SendBytesAsync([part]);
        }

        Assert.Equal("ä-1", (string?)(await client.ReadAsync())["id"]);
    }

    [Fact]
    public async Task RefusesRequestsBeforeInitialize()
    {
        await using var client = Client();

        Assert.Equal(-32002, (int?)(await client.RequestAsync("textDocument/codeLens", new JsonObject()))["error"]!["code"]);
    }

    [Fact]
    public async Task AnswersWhatItDoesNotKnowOrUnderstand()
    {
        await using var client = Client();
        await client.InitializeAsync();

        Assert.Equal(-32601, (int?)(await client.RequestAsync("textDocument/rename", new JsonObject()))["error"]!["code"]);
        Assert.Equal(-32602, (int?)(await client.RequestAsync("textDocument/codeLens", new JsonArray()))["error"]!["code"]);
        Assert.Equal(-32602, (int?)(await client.RequestAsync("workspace/executeCommand", new JsonObject { ["command"] = "cotassist.dismiss" }))["error"]!["code"]);
        await client.SendBytesAsync(Encoding.ASCII.GetBytes("Content-Length: 5\r\n\r\n{not}"));
        Assert.Contains("-32700", (await client.ReadUntilErrorAsync()).ToJsonString());
        Assert.True((await client.RequestAsync("shutdown", null)).ContainsKey("result"));
    }

    [Fact]
    public async Task ExitsWithZeroAfterShutdownAndOneWithout()
    {
        await using var polite = Client();
        await polite.InitializeAsync();
        await polite.RequestAsync("shutdown", null);
        Assert.Equal(-32600, (int?)(await polite.RequestAsync("textDocument/codeLens", new JsonObject()))["error"]!["code"]);
        Assert.Equal(0, await polite.ExitAsync());

        await using var hasty = Client();
        await hasty.InitializeAsync();
        Assert.Equal(1, await hasty.ExitAsync());
    }

    [Fact]
    public async Task SaysThatAHeaderIsMalformedAndReadsOn()
    {
        await using var client = Client();
        await client.SendBytesAsync(Encoding.ASCII.GetBytes("Content-Type: text\r\nContent-Length: many\r\n\r\n"));

        Assert.Equal(-32700, (int?)(await client.ReadUntilErrorAsync())["error"]!["code"]);
        Assert.NotNull(await client.InitializeAsync());
    }

    [Fact]
    public async Task EndsWhenNoHeaderIsInSight()
    {
        await using var client = Client();
        await client.SendBytesAsync(Encoding.ASCII.GetBytes(new string('x', 10_000)));

        Assert.Equal(1, await client.Exited);
        Assert.Contains("speaks no language server protocol", client.Log.ToString());
    }

    [Fact]
    public async Task EndsWithItsParent()
    {
        await using var client = Client();
        await client.SendRequestAsync("initialize", new JsonObject { ["processId"] = int.MaxValue, ["capabilities"] = new JsonObject() });

        Assert.Equal(1, await client.Exited);
    }

    [Fact]
    public async Task TakesMessagesOfMegabytes()
    {
        await using var client = Client();
        await client.InitializeAsync();
        await client.OpenAsync($"var text = \"{string.Concat(Enumerable.Repeat("ä 列 😀 ", 500_000))}\";\n");

        Assert.Empty((await client.RequestAsync("textDocument/codeLens", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = TestClient.Uri } }))["result"]!.AsArray());
    }

    [Fact]
    public async Task LogsABugOnceWithoutSourceText()
    {
        await using var client = new TestClient(new ScriptedModel(Scripted.Tokenizer, 4096)); // no script: every prompt is unexpected
        await client.InitializeAsync();
        await client.OpenAsync("class C\n{\n    // the secret sum\n    int Sum()\n    {\n    }\n}\n");

        var answer = await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(2, 21));
        Assert.Equal(-32603, (int?)answer["error"]!["code"]);
        Assert.Contains("textDocument/inlineCompletion (2): XunitException", client.Log.ToString());
        Assert.DoesNotContain("secret", client.Log.ToString() + answer.ToJsonString());
    }
}
