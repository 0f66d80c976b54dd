using System.Text.Json;
using Microsoft.Playwright;

namespace CotAssist.EndToEnd.Editor;

/// <summary>What a developer does and sees in the editor: keys, ghost text, hints, the file on disk. Knows the editor's page, not the extension.</summary>
internal sealed class EditorPage(IPage page, string file)
{
    /// <summary>Ghost text on the caret's line, or the block that holds its further lines.</summary>
    private const string Ghost = ".ghost-text, .ghost-text-decoration, .suggest-preview-text";

    public static async Task<EditorPage> OpenAsync(IBrowser browser, string address, string folder, string file)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1100, Height = 620 }, DeviceScaleFactor = 1.5f });
        var payload = JsonSerializer.Serialize(new[] { new[] { "openFile", $"vscode-remote://{address}{file}" } });
        await page.GotoAsync($"http://{address}/?folder={folder}&payload={Uri.EscapeDataString(payload)}");
        await page.WaitForSelectorAsync(".monaco-editor .view-line");
        await page.Locator(".monaco-editor .view-lines").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+b"); // the side bar goes
        return new(page, file);
    }

    public Task WaitForStatusAsync(string text) => page.WaitForSelectorAsync($".statusbar-item:has-text(\"{text}\")");

    /// <param name="line">1-based, as the editor counts.</param>
    public async Task GoToAsync(int line, int column)
    {
        await page.Keyboard.PressAsync("Control+g");
        await page.WaitForSelectorAsync(".quick-input-widget input");
        await page.Keyboard.TypeAsync($"{line}:{column}");
        await page.Keyboard.PressAsync("Enter");
        await WaitForStatusAsync($"Ln {line}, Col {column}");
    }

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text, new() { Delay = 20 });

    /// <summary>Waits until a line of the editor shows the text: the file's own, an inlay hint's or a lens's.</summary>
    public Task SeeAsync(string text) => page.WaitForFunctionAsync(
        "text => [...document.querySelectorAll('.view-lines, .codelens-decoration')].some(e => e.textContent.replaceAll('\\u00a0', ' ').includes(text))", text);

    /// <summary>Waits until no line of the editor shows the text.</summary>
    public Task SeeNoMoreAsync(string text) => page.WaitForFunctionAsync(
        "text => ![...document.querySelectorAll('.view-lines')].some(e => e.textContent.replaceAll('\\u00a0', ' ').includes(text))", text);

    /// <summary>Waits for ghost text that holds the text.</summary>
    public Task SeeGhostAsync(string text = "") => page.WaitForFunctionAsync(
        $"text => [...document.querySelectorAll('{Ghost}')].map(e => e.textContent.replaceAll('\\u00a0', ' ')).join('\\n').includes(text) && document.querySelector('{Ghost}') !== null", text);

    /// <summary>Tab, and waits until the ghost text has become text.</summary>
    public async Task TakeGhostAsync()
    {
        await SeeGhostAsync();
        await page.Keyboard.PressAsync("Tab");
    }

    /// <summary>Saves until the file on disk is as expected.</summary>
    public async Task<string> SaveAsync(Func<string, bool> expected)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await page.Keyboard.PressAsync("Control+s");
            await Task.Delay(100);
            var text = await File.ReadAllTextAsync(file);
            if (expected(text))
                return text;
        }
        throw new TimeoutException("The file never became as expected:\n" + await File.ReadAllTextAsync(file));
    }

    /// <summary>Waits for a message in the corner.</summary>
    public Task SeeNotificationAsync(string text) => page.WaitForSelectorAsync($".notifications-toasts:has-text(\"{text}\")");

    public Task ScreenshotAsync(string name) => page.ScreenshotAsync(new() { Path = Repository.PathOf($"artifacts/screenshots/{name}.png") });

    /// <summary>When a step fails, what the editor showed then says more than the step's name.</summary>
    public async Task PhotographFailuresAsync(Func<Task> steps)
    {
        try
        {
            await steps();
        }
        catch
        {
            await ScreenshotAsync("failed");
            throw;
        }
    }
}
