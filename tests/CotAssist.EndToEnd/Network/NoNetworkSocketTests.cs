using System.Text.Json.Nodes;

namespace CotAssist.EndToEnd.Network;

/// <summary>Nothing is sent anywhere: neither the demo nor a stretch of editing opens a network socket. Needs Linux and strace.</summary>
public sealed class NoNetworkSocketTests
{
    [Fact]
    public void The_demo_opens_no_network_socket()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.PathOf("trace.txt");
        var command = SystemCalls.Traced(trace, "dotnet", Repository.ServerAssembly, "write", Repository.PathOf("tests/fixtures/demo/Numbers.cs:5"));

        var (exitCode, output) = Command.Run(command[0], command[1..]);

        Assert.True(exitCode == 0, output);
        SystemCalls.Read(trace).AssertNothingLeavesTheMachine();
    }

    [Fact]
    public async Task A_stretch_of_editing_opens_no_network_socket()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.PathOf("trace.txt");
        var command = SystemCalls.Traced(trace, "dotnet", Repository.ServerAssembly, "lsp");

        await using (var server = await LanguageServerProcess.StartAsync(command, new JsonObject()))
        {
            foreach (var (index, (comment, header)) in Examples.Comments.Index())
            {
                var session = new EditingSession(server, $"file:///demo/Example{index}.cs");
                var (text, caret) = Examples.FileWithEmptyBody(header);
                await session.OpenAsync(text);
                session.MoveTo(caret);
                await session.TypeAsync(comment);
                while (await session.AskAsync() is { } ghost && ghost.NewText!.Trim().Length > 0 && session.Text.Length < 2 * text.Length + 1000)
                    await session.TakeAsync(ghost);
                await session.CloseAsync();
            }
        }

        SystemCalls.Read(trace).AssertNothingLeavesTheMachine();
    }

    /// <summary>The test runner and its host talk over the loopback, so sockets there are; nobody else may be called.</summary>
    [Fact]
    public void The_tests_of_the_server_call_nobody_outside_the_machine()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.PathOf("trace.txt");
        var command = SystemCalls.Traced(trace, "dotnet", "vstest", Repository.TestAssembly, "--TestCaseFilter:FullyQualifiedName~CotAssist.Tests.Server");

        var (exitCode, output) = Command.Run(command[0], command[1..]);

        Assert.True(exitCode == 0, output);
        SystemCalls.Read(trace).AssertOnlyTheLoopbackIsCalled();
    }

    /// <summary>The judge sees what it is to see: a program that does open one is caught.</summary>
    [Fact]
    public void A_network_socket_would_be_seen()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.PathOf("trace.txt");
        var command = SystemCalls.Traced(trace, "bash", "-c", "exec 3<>/dev/udp/127.0.0.1/9");

        Command.Run(command[0], command[1..]);

        Assert.Throws<Xunit.Sdk.TrueException>(() => SystemCalls.Read(trace).AssertNothingLeavesTheMachine());
    }

    [Fact]
    public void A_call_to_somebody_outside_would_be_seen()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.PathOf("trace.txt");
        // Addresses of RFC 5737 lead nowhere; connecting a datagram socket sends nothing.
        var command = SystemCalls.Traced(trace, "bash", "-c", "exec 3<>/dev/udp/192.0.2.1/9");

        Command.Run(command[0], command[1..]);

        Assert.Throws<Xunit.Sdk.TrueException>(() => SystemCalls.Read(trace).AssertOnlyTheLoopbackIsCalled());
    }
}
