using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CotAssist.EndToEnd.Editor;

/// <summary>The editor with the packed extension and one open file, in a browser of its own; all gone when disposed.</summary>
internal sealed class EditorSession : IAsyncDisposable
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

    private readonly TemporaryFolder folder = new();
    private CodeServerProcess? codeServer;
    private IPlaywright? playwright;
    private IBrowser? browser;

    private EditorSession()
    {
    }

    public EditorPage Page { get; private set; } = null!;

    /// <param name="fileName">Of the file to open.</param>
    /// <param name="environment">Of the editor, and so of the server that the extension starts.</param>
    public static async Task<EditorSession> OpenAsync(string fileName, string text, params (string Name, string Value)[] environment)
    {
        var session = new EditorSession();
        var workspace = Directory.CreateDirectory(session.folder.PathOf("workspace")).FullName;
        var file = Path.Combine(workspace, fileName);
        await File.WriteAllTextAsync(file, text);
        session.codeServer = await CodeServerProcess.StartAsync(session.folder.PathOf("state"), Repository.PathOf("artifacts/cotassist-linux-x64.vsix"), Settings, environment);
        session.playwright = await Playwright.CreateAsync();
        session.browser = await session.playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ChromiumArguments });
        session.Page = await EditorPage.OpenAsync(session.browser, session.codeServer.Address, workspace, file);
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (codeServer is not null)
            await codeServer.DisposeAsync();
        folder.Dispose();
    }
}
