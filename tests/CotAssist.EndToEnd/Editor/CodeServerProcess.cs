using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CotAssist.EndToEnd.Editor;

/// <summary>The real editor, served to a browser on this machine, with nothing in it but the extension under test.</summary>
internal sealed class CodeServerProcess : IAsyncDisposable
{
    private static readonly string Installation = Repository.PathOf("artifacts/editor/node_modules");

    private readonly Process process;

    private CodeServerProcess(Process process, int port)
    {
        this.process = process;
        Address = $"127.0.0.1:{port}";
    }

    public string Address { get; }

    /// <param name="state">An empty folder for all that the editor writes.</param>
    /// <param name="extension">The packed extension.</param>
    /// <param name="environment">Set in addition to this process's.</param>
    public static async Task<CodeServerProcess> StartAsync(string state, string extension, JsonObject settings, (string Name, string Value)[] environment)
    {
        Assert.True(Directory.Exists(Installation), "The editor is not installed: run \"dotnet run build/test.cs -- --editor\".");
        Directory.CreateDirectory(Path.Combine(state, "data", "User"));
        await File.WriteAllTextAsync(Path.Combine(state, "data", "User", "settings.json"), settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        await File.WriteAllTextAsync(Path.Combine(state, "config.yaml"), "");

        using (var installing = Process.Start(Node(state, "--install-extension", extension))!)
        {
            await installing.WaitForExitAsync();
            Assert.Equal(0, installing.ExitCode);
        }

        var port = FreePort();
        var start = Node(state, "--auth", "none", "--bind-addr", $"127.0.0.1:{port}", "--disable-telemetry", "--disable-update-check",
            "--disable-workspace-trust", "--disable-getting-started-override");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new CodeServerProcess(Process.Start(start)!, port);
        await server.WaitUntilHealthyAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WaitUntilHealthyAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync($"http://{Address}/healthz");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (attempt < 600 && !process.HasExited)
            {
            }
            await Task.Delay(50);
        }
    }

    private static ProcessStartInfo Node(string state, params string[] arguments)
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var node = Path.Combine(Installation, $"node-linux-{architecture}", "bin", "node");
        var start = new ProcessStartInfo(node,
            [Path.Combine(Installation, "code-server", "out", "node", "entry.js"), "--user-data-dir", Path.Combine(state, "data"), "--extensions-dir", Path.Combine(state, "extensions"), "--config", Path.Combine(state, "config.yaml"), .. arguments]);
        // Inside a terminal of VS Code this would send us to that editor instead.
        start.Environment.Remove("VSCODE_IPC_HOOK_CLI");
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
