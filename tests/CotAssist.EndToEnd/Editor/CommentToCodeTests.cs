namespace CotAssist.EndToEnd.Editor;

/// <summary>
/// The packed extension in the real editor: type a comment, see its plan, take plan and code with Tab, and the file on disk compiles.
/// "dotnet run build/test.cs -- --editor" installs what it needs. Screenshots go to artifacts/screenshots.
/// </summary>
public sealed class CommentToCodeTests
{
    [Fact]
    public async Task A_typed_comment_becomes_a_plan_and_code_in_the_file()
    {
        const string Comment = "// count the vowels";
        var (text, caret) = Examples.FileWithEmptyBody("public static int CountVowels(string text)");
        var line = text[..caret].Count(character => character == '\n') + 1;
        var column = caret - text.LastIndexOf('\n', caret - 1);

        await using var session = await EditorSession.OpenAsync("Words.cs", text);
        var editor = session.Page;
        await editor.PhotographFailuresAsync(async () =>
        {
            await editor.WaitForStatusAsync("CotAssist");
            await editor.GoToAsync(line, column);
            await editor.TypeAsync(Comment);

            await editor.SeeGhostAsync("1. ");
            await editor.ScreenshotAsync("plan");
            await editor.TakeGhostAsync();

            await editor.SeeAsync("// 1. ");
            await editor.SeeGhostAsync("return");
            await editor.SeeNoMoreAsync("planning …"); // the plan stands in the file: no hint speaks of another
            await editor.ScreenshotAsync("plan-and-code");
            await editor.TakeGhostAsync();

            var written = await editor.SaveAsync(saved => saved.Contains("return", StringComparison.Ordinal));
            await editor.ScreenshotAsync("written");
            Assert.Contains(Comment, written);
            Compiling.AssertCompiles(written);
        });
    }

    [Fact]
    public async Task Without_a_model_the_editor_says_so()
    {
        await using var session = await EditorSession.OpenAsync("Words.cs", "", ("COTASSIST_MODEL", "/no/such/folder"));
        var editor = session.Page;
        await editor.PhotographFailuresAsync(async () =>
        {
            await editor.SeeNotificationAsync("There is no model folder at /no/such/folder");
            await editor.ScreenshotAsync("no-model");
        });
    }
}
