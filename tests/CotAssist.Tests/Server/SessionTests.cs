using System.Text.Json.Nodes;
using CotAssist.Synthesis;
using CotAssist.Tests.Synthesis;

namespace CotAssist.Tests.Server;

/// <summary>What a developer does in an editor, message by message, with a model that expects exactly these prompts.</summary>
public sealed class SessionTests
{
    private const string Start = "static class Sums\n{\n    static int Sum(List<int> values)\n    {\n        // the sum of the even ones¦\n    }\n}\n";
    private const string Planned = "static class Sums\n{\n    static int Sum(List<int> values)\n    {\n        // the sum of the even ones\n        // 1. keep the even values\n        // 2. sum them¦\n    }\n}\n";
    private const string Words = "1. keep the even values\n2. sum them";
    private const string Code = "return values.Where(v => v % 2 == 0).Sum();";

    private static string Text(string withCaret) => withCaret.Replace("¦", "", StringComparison.Ordinal);

    private static ScriptedModel Model()
    {
        var start = PromptBuilder.ForPlan(Scripted.IntentAt(Start)).Encode(Scripted.Tokenizer);
        var planned = Scripted.IntentAt(Planned);
        return new ScriptedModel(Scripted.Tokenizer, 4096)
            .Expect(start, Scripted.Ids(Words + Markers.Code))
            .Expect(PromptBuilder.ForCode(planned, planned.WrittenPlan, traced: false).Encode(Scripted.Tokenizer), Scripted.Ids(Code + Markers.End));
    }

    [Fact]
    public async Task GhostTextIsThePlanAndThenItsCode()
    {
        await using var client = new TestClient(Model());
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));

        var plan = await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35));
        var item = plan["result"]!["items"]![0]!;
        Assert.Equal("\n        // 1. keep the even values\n        // 2. sum them", (string?)item["insertText"]);
        Assert.NotNull(item["range"]);

        await client.ChangeAsync(2, Text(Planned));
        var code = await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(6, 22));
        Assert.Equal("\n        " + Code, (string?)code["result"]!["items"]![0]!["insertText"]);
    }

    [Fact]
    public async Task ThePlanIsHintedAtTheEndOfItsComment()
    {
        await using var client = new TestClient(Model());
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));
        await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35));

        var hints = (await client.RequestAsync("textDocument/inlayHint", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = TestClient.Uri },
            ["range"] = new JsonObject { ["start"] = new JsonObject { ["line"] = 0, ["character"] = 0 }, ["end"] = new JsonObject { ["line"] = 7, ["character"] = 0 } },
        }))["result"]!.AsArray();

        Assert.Equal("keep the even values › sum them", (string?)hints.Single()!["label"]);
        Assert.Equal(4, (int?)hints[0]!["position"]!["line"]);
        Assert.Contains("1. keep the even values\n2. sum them", (string?)hints[0]!["tooltip"]!["value"]);
    }

    [Fact]
    public async Task LensesWriteCodeAndThePlanIntoTheFile()
    {
        await using var client = new TestClient(Model().Expect(
            PromptBuilder.ForCode(Scripted.IntentAt(Start), Plan.Parse(Words), traced: false).Encode(Scripted.Tokenizer), Scripted.Ids(Code + Markers.End)));
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));

        var lenses = (await client.RequestAsync("textDocument/codeLens", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = TestClient.Uri } }))["result"]!.AsArray();
        Assert.Equal(["Write code", "Another plan", "Edit plan", "Dismiss"], lenses.Select(lens => (string?)lens!["command"]!["title"]));

        foreach (var lens in new[] { lenses[0]!, lenses[2]! })
        {
            var command = lens["command"]!;
            await client.RequestAsync("workspace/executeCommand", new JsonObject { ["command"] = command["command"]!.DeepClone(), ["arguments"] = command["arguments"]!.DeepClone() });
        }

        var texts = client.Applied.Select(edit => (string?)edit["edit"]!["changes"]![TestClient.Uri]![0]!["newText"]);
        Assert.Equal(["\n        " + Code, "\n        // 1. keep the even values\n        // 2. sum them"], texts);
    }

    [Fact]
    public async Task ADismissedPlanStaysAway()
    {
        await using var client = new TestClient(Model());
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));
        await client.RequestAsync("workspace/executeCommand", new JsonObject { ["command"] = "cotassist.dismiss", ["arguments"] = new JsonArray(TestClient.At(4, 35)) });

        Assert.Null((await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35)))["result"]);
    }

    [Fact]
    public async Task AnAnswerForAnOldVersionIsRefusedAsStale()
    {
        using var asked = new ManualResetEventSlim();
        using var changed = new ManualResetEventSlim();
        var model = Model();
        model.OnForward = () =>
        {
            asked.Set();
            changed.Wait();
        };
        await using var client = new TestClient(model);
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));
        var id = await client.SendRequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35));
        asked.Wait();
        await client.ChangeAsync(2, Text(Start) + "// more\n");
        // The change is in the server when the answer to a request sent after it is there.
        await client.RequestAsync("textDocument/codeLens", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = TestClient.Uri } });
        changed.Set();

        Assert.Equal(-32801, (int?)(await client.AnswerAsync(id))["error"]!["code"]);
    }

    [Fact]
    public async Task ACancelledRequestIsAnsweredAndTheNextOneWorks()
    {
        using var asked = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var model = Model();
        model.OnForward = () =>
        {
            asked.Set();
            go.Wait();
        };
        await using var client = new TestClient(model);
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));
        var id = await client.SendRequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35));
        asked.Wait();
        await client.NotifyAsync("$/cancelRequest", new JsonObject { ["id"] = id });
        await client.RequestAsync("textDocument/codeLens", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = TestClient.Uri } });
        go.Set();

        Assert.Equal(-32800, (int?)(await client.AnswerAsync(id))["error"]!["code"]);
        Assert.NotNull((await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35)))["result"]);
    }

    [Fact]
    public async Task AModelForAnotherLanguageSaysSo()
    {
        await using var client = new TestClient(Model(), language: "python");
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));

        Assert.Null((await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35)))["result"]);
        Assert.Contains(client.Notifications("cotassist/status"), status => ((string?)status["message"])!.Contains("was made for python and not for csharp", StringComparison.Ordinal));
    }
}
