using System.Text.Json.Nodes;
using CotAssist.Server;
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
            .ExpectCode(planned, planned.WrittenPlan!, Code);
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
    public async Task DoubtfulCodeIsOfferedWithAWordOfCaution()
    {
        const string Source = "static class Sums\n{\n    // their sum\n    // 1. sum them\n    static int Sum(List<int> values)\n    {\n        ¦\n    }\n}\n";
        var intent = Scripted.IntentAt(Source);
        await using var client = new TestClient(new ScriptedModel(Scripted.Tokenizer, 4096).ExpectCode(intent, intent.WrittenPlan!, "return 0;"));
        await client.InitializeAsync();
        await client.OpenAsync(Text(Source));

        Assert.NotNull((await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(6, 8)))["result"]);
        Assert.Contains(client.Notifications("cotassist/status"), status => (string?)status["message"] == "Look twice at this code: Nothing reads the parameter 'values'.");
    }

    [Fact]
    public async Task ThePlanIsHintedAtTheEndOfItsComment()
    {
        await using var client = new TestClient(Model());
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));
        await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35));

        var hints = await HintsAsync(client);

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

    [Fact]
    public async Task AnEditorThatCanRefreshSeesThePlanBeingWritten()
    {
        using var asked = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var model = Model();
        model.OnForward = () =>
        {
            asked.Set();
            go.Wait();
        };
        await using var client = new TestClient(model) { Capabilities = new() { ["workspace"] = new JsonObject { ["inlayHint"] = new JsonObject { ["refreshSupport"] = true } } } };
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));

        Assert.Empty(await HintsAsync(client));
        asked.Wait();
        Assert.Equal("planning …", (string?)(await HintsAsync(client)).Single()!["label"]);
        go.Set();
        while ((await HintsAsync(client)).SingleOrDefault() is not { } hint || (string?)hint["label"] != "keep the even values › sum them")
        {
            await client.NotifiedAnewAsync("workspace/inlayHint/refresh");
        }
    }

    [Fact]
    public async Task WhereNoOtherPlanIsKnownThatIsSaid()
    {
        await using var client = new TestClient(Model());
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));
        await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35));

        // The scripted model is sure of its words, so every draw is the same plan.
        var answer = await CommandAsync(client, "cotassist.anotherPlan");
        Assert.False((bool)answer["applied"]!);
        Assert.Contains(client.Notifications("window/showMessage"), shown => ((string?)shown["message"])!.Contains("knows no other plan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACommandWithoutACommentSaysWhereToPutTheCaret()
    {
        await using var client = new TestClient(Model());
        await client.InitializeAsync();
        await client.OpenAsync("class C\n{\n}\n");

        Assert.Contains("put the caret on a comment", (string?)(await CommandAsync(client, "cotassist.writeCode"))["failureReason"]);
    }

    [Fact]
    public async Task AMissingModelIsSaidOnceAndLookedForAgainByACommand()
    {
        var opened = 0;
        await using var client = new TestClient(() => throw new ModelUnavailableException($"There is no model (looked {++opened} times)."));
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));

        Assert.Null((await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(4, 35)))["result"]);
        Assert.Equal("There is no model (looked 2 times).", (string?)(await CommandAsync(client, "cotassist.writeCode"))["failureReason"]);
        Assert.Equal(["CotAssist has no model: There is no model (looked 1 times).", "There is no model (looked 2 times)."],
            client.Notifications("window/showMessage").Select(shown => (string?)shown["message"]));
        Assert.Equal("unavailable", (string?)client.Notifications("cotassist/status").Last()["state"]);
    }

    [Fact]
    public async Task WorkThatTakesLongShowsProgressThatCanBeStopped()
    {
        using var asked = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var model = Model();
        model.OnForward = () =>
        {
            asked.Set();
            go.Wait();
        };
        await using var client = new TestClient(model)
        {
            Capabilities = new() { ["workspace"] = new JsonObject { ["applyEdit"] = true }, ["window"] = new JsonObject { ["workDoneProgress"] = true } },
        };
        await client.InitializeAsync();
        await client.OpenAsync(Text(Start));
        var id = await client.SendRequestAsync("workspace/executeCommand", Command("cotassist.writeCode"));
        var progress = (await client.NotifiedAsync("$/progress"))["params"]!;
        Assert.Equal("Writing code", (string?)progress["value"]!["title"]);
        asked.Wait();
        await client.NotifyAsync("window/workDoneProgress/cancel", new JsonObject { ["token"] = progress["token"]!.DeepClone() });
        await client.RequestAsync("textDocument/codeLens", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = TestClient.Uri } });
        go.Set();

        Assert.False((bool)(await client.AnswerAsync(id))["result"]!["applied"]!);
        Assert.Empty(client.Applied);
        Assert.Equal("end", (string?)client.Notifications("$/progress").Last()["value"]!["kind"]);
    }

    private static JsonObject Command(string name) => new() { ["command"] = name, ["arguments"] = new JsonArray(TestClient.At(4, 35)) };

    private static async Task<JsonNode> CommandAsync(TestClient client, string name) =>
        (await client.RequestAsync("workspace/executeCommand", Command(name)))["result"]!;

    private static async Task<JsonArray> HintsAsync(TestClient client) => (await client.RequestAsync("textDocument/inlayHint", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = TestClient.Uri },
        ["range"] = new JsonObject { ["start"] = new JsonObject { ["line"] = 0, ["character"] = 0 }, ["end"] = new JsonObject { ["line"] = 7, ["character"] = 0 } },
    }))["result"]!.AsArray();
}
