using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CotAssist.EndToEnd.Editor;

/// <summary>
/// The packed extension in the real editor: type a comment, see its plan, take plan and code with Tab, and the file on disk compiles.
/// "dotnet run build/test.cs -- --editor" installs what it needs. Screenshots go to artifacts/screenshots.
/// </summary>
public sealed class CommentToCodeTests
{
    private static readonly JsonObject Settings = new()
    {
        // The editor without what would cover the view or ask questions.
        ["workbench.colorTheme"] = "Default Dark Modern",
        ["workbench.startupEditor"] = "none",
        ["workbench.secondarySideBar.defaultVisibility"] = "hidden",
        ["workbench.tips.enabled"] = false,
        ["workbench.enableExperiments"] = false,
        ["chat.disableAIFeatures"] = true,
        ["extensions.ignoreRecommendations"] = true,
        ["telemetry.telemetryLevel"] = "off",
        ["update.mode"] = "none",
        ["git.enabled"] = false,
        ["files.hotExit"] = "off",
        ["editor.minimap.enabled"] = false,
        ["editor.cursorBlinking"] = "solid",
        ["editor.wordBasedSuggestions"] = "off",
        ["editor.accessibilitySupport"] = "off",
    };

    private static readonly string[] ChromiumArguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    [Fact]
    public async Task A_typed_comment_becomes_a_plan_and_code_in_the_file()
    {
        const string Comment = "// returns the sum of the even numbers";
        using var folder = new TemporaryFolder();
        var workspace = Directory.CreateDirectory(folder.PathOf("workspace")).FullName;
        var file = Path.Combine(workspace, "Numbers.cs");
        var (text, caret) = Examples.FileWithEmptyBody("public static int SumOfEven(List<int> numbers)");
        await File.WriteAllTextAsync(file, text);
        var line = text[..caret].Count(character => character == '\n') + 1;
        var column = caret - text.LastIndexOf('\n', caret - 1);

        await using var codeServer = await CodeServerProcess.StartAsync(folder.PathOf("state"), Repository.PathOf("artifacts/cotassist-linux-x64.vsix"), Settings);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ChromiumArguments });
        var editor = await EditorPage.OpenAsync(browser, codeServer.Address, workspace, file);
        var screenshots = Directory.CreateDirectory(Repository.PathOf("artifacts/screenshots")).FullName;
        try
        {
            await editor.WaitForStatusAsync("CotAssist");
            await editor.PressAsync("Control+b"); // the side bar goes
            await editor.GoToAsync(line, column);
            await editor.TypeAsync(Comment);

            await editor.SeeGhostAsync("1. ");
            await editor.ScreenshotAsync(Path.Combine(screenshots, "1-plan.png"));
            await editor.TakeGhostAsync();

            await editor.SeeGhostAsync("return");
            await editor.SeeAsync("// 1. ");
            await editor.ScreenshotAsync(Path.Combine(screenshots, "2-code.png"));
            await editor.TakeGhostAsync();

            var written = await editor.SaveAsync(saved => saved.Contains("return", StringComparison.Ordinal));
            await editor.ScreenshotAsync(Path.Combine(screenshots, "3-written.png"));
            Assert.Contains(Comment, written);
            Compiling.AssertCompiles(written);
        }
        catch
        {
            await editor.ScreenshotAsync(Path.Combine(screenshots, "failed.png"));
            throw;
        }
    }
}
