using System.Runtime.CompilerServices;
using CotAssist.Synthesis;
using CotAssist.Tests.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Tests.Server;

/// <summary>
/// Tab, Tab: each file under tests/fixtures/server is a whole conversation. The source with its caret, the model's plan, the
/// file with the plan taken, the model's code, the file with the code taken. The plan that the code follows is read from the file.
/// </summary>
public sealed class ConversationTests
{
    public static TheoryData<string, string> Conversations()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder(), "*.txt").Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileNameWithoutExtension(file), "\n");
            data.Add(Path.GetFileNameWithoutExtension(file), "\r\n");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task TheFileIsWhatTheFixtureSays(string name, string newLine)
    {
        var sections = Read(name, newLine);
        var planned = Scripted.IntentAt(sections["with plan"]);
        var model = new ScriptedModel(Scripted.Tokenizer, 4096)
            .Expect(PromptBuilder.ForPlan(Scripted.IntentAt(sections["source"])).Encode(Scripted.Tokenizer), Scripted.Ids(Words("plan") + Markers.Code))
            .ExpectCode(planned, planned.WrittenPlan!, Words("code"));
        await using var client = new TestClient(model);
        await client.InitializeAsync();
        var file = sections["source"];
        await client.OpenAsync(file.Replace("¦", "", StringComparison.Ordinal));

        file = await TabAsync(client, file, version: 2);
        Assert.Equal(sections["with plan"], file);
        file = await TabAsync(client, file, version: 3);
        Assert.Equal(sections["with code"], file);

        string Words(string section) => sections[section].TrimEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Takes the ghost text at the caret, as an editor does: the range is replaced, the caret stands behind the new text.</summary>
    private static async Task<string> TabAsync(TestClient client, string file, int version)
    {
        var caret = file.IndexOf('¦');
        var text = SourceText.From(file.Remove(caret, 1));
        var place = text.Lines.GetLinePosition(caret);
        var answer = await client.RequestAsync("textDocument/inlineCompletion", TestClient.At(place.Line, place.Character));
        var item = answer["result"]?["items"]![0] ?? throw new Xunit.Sdk.XunitException($"No ghost text at the caret: {answer.ToJsonString()}\n{client.Log}\n{file}");
        var (start, end) = (Offset("start"), Offset("end"));
        var change = new TextChange(TextSpan.FromBounds(start, end), (string)item["insertText"]!);
        await client.ChangeAsync(version, text, change);
        return text.WithChanges(change).ToString().Insert(start + change.NewText!.Length, "¦");

        int Offset(string edge) => text.Lines.GetPosition(new LinePosition((int)item["range"]![edge]!["line"]!, (int)item["range"]![edge]!["character"]!));
    }

    private static Dictionary<string, string> Read(string name, string newLine) =>
        File.ReadAllText(Path.Combine(Folder(), name + ".txt")).ReplaceLineEndings("\n").Split("\n=== ").Skip(1)
            .Select(section => section.Split('\n', 2))
            .ToDictionary(section => section[0], section => section[1].TrimEnd('\n').ReplaceLineEndings(newLine) + newLine);

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "fixtures", "server");
}
