using System.Text.Json.Nodes;

namespace CotAssist.EndToEnd.Starter;

/// <summary>The whole chain with the bundled model, as an editor drives it: type a comment, Tab, Tab, and the file compiles.</summary>
public sealed class TypingTests
{
    public static TheoryData<string, string> Comments()
    {
        var comments = new TheoryData<string, string>();
        foreach (var (comment, header) in Examples.Comments)
            comments.Add(comment, header);
        return comments;
    }

    [Theory]
    [MemberData(nameof(Comments))]
    public async Task A_typed_comment_becomes_a_plan_and_then_code_that_compiles(string comment, string header)
    {
        await using var server = await LanguageServerProcess.StartAsync(["dotnet", Repository.ServerAssembly, "lsp"], new JsonObject());
        var session = new EditingSession(server, "file:///demo/Example.cs");
        var (text, caret) = Examples.FileWithEmptyBody(header);
        await session.OpenAsync(text);
        session.MoveTo(caret);
        await session.TypeAsync(comment);

        var plan = await session.AskAsync();
        Assert.NotNull(plan);
        Assert.Contains("1. ", plan.Value.NewText);
        await session.TakeAsync(plan.Value);

        var code = await session.AskAsync();
        Assert.NotNull(code);
        await session.TakeAsync(code.Value);

        Compiling.AssertCompiles(session.Text.ToString());
    }
}
