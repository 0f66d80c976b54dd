using System.Text.RegularExpressions;

namespace CotAssist.EndToEnd.Network;

/// <summary>What strace saw of a process and its children: the sockets they opened, by address family.</summary>
internal sealed partial class SystemCalls
{
    private readonly ILookup<string, string> socketsByFamily;

    private SystemCalls(IEnumerable<string> trace) =>
        socketsByFamily = trace.Select(line => (Line: line, Match: SocketCall().Match(line))).Where(call => call.Match.Success)
            .ToLookup(call => call.Match.Groups["family"].Value, call => call.Line);

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

    // strace writes "1234  socket(AF_INET, SOCK_STREAM, 0) = 5", and "socketpair(" in the same way
    [GeneratedRegex(@"\bsocket(pair)?\((?<family>\w+)")]
    private static partial Regex SocketCall();
}
