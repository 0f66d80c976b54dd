using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CotAssist.EndToEnd.Network;

/// <summary>What strace saw of a process and its children: the sockets they opened, by address family, and whom they called.</summary>
internal sealed partial class SystemCalls
{
    private readonly ILookup<string, string> socketsByFamily;
    private readonly ImmutableArray<string> internetAddresses;

    private SystemCalls(IReadOnlyCollection<string> trace)
    {
        socketsByFamily = trace.Select(line => (Line: line, Match: SocketCall().Match(line))).Where(call => call.Match.Success)
            .ToLookup(call => call.Match.Groups["family"].Value, call => call.Line);
        internetAddresses = [.. trace.Where(line => CallWithInternetAddress().IsMatch(line))];
    }

    /// <summary>The same command under strace, which writes to a file as it goes.</summary>
    public static string[] Traced(string traceFile, params string[] command) =>
        ["strace", "--follow-forks", "--trace=network", "--output=" + traceFile, .. command];

    public static SystemCalls Read(string traceFile)
    {
        // An empty trace would prove nothing, so strace has to have seen the process end.
        var lines = File.ReadAllLines(traceFile);
        Assert.Contains(lines, line => line.Contains("+++ exited with 0 +++", StringComparison.Ordinal));
        return new(lines);
    }

    /// <summary>Unix sockets stay on the machine: .NET opens one that a debugger may attach to.</summary>
    public void AssertNothingLeavesTheMachine()
    {
        var others = socketsByFamily.Where(family => family.Key != "AF_UNIX").SelectMany(lines => lines).ToArray();
        Assert.True(others.Length == 0, string.Join('\n', others));
    }

    public void AssertOnlyTheLoopbackIsCalled()
    {
        var others = internetAddresses.Where(line => !Loopback().IsMatch(line)).ToArray();
        Assert.True(others.Length == 0, string.Join('\n', others));
    }

    // strace writes "1234  socket(AF_INET, SOCK_STREAM, 0) = 5", and "socketpair(" in the same way
    [GeneratedRegex(@"\bsocket(pair)?\((?<family>\w+)")]
    private static partial Regex SocketCall();

    // connect(5, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
    [GeneratedRegex(@"\b(connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_INET6?\b")]
    private static partial Regex CallWithInternetAddress();

    [GeneratedRegex(@"inet_addr\(""127\.|inet_pton\(AF_INET6, ""(::1|::ffff:127\.[0-9.]+)""")]
    private static partial Regex Loopback();
}
