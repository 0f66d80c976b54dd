using System.Diagnostics;
using System.Globalization;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// Linux: adds up memory and threads of a worker's processes from /proc. The namespace's first process dies with the one
/// started here, and the kernel then ends all others in it, whatever they have done to hide.
/// </summary>
internal sealed class ProcessTreeGuard(Process process, SandboxLimits limits) : ISandboxGuard
{
    public RunEnd? Crossed()
    {
        long memory = 0;
        var threads = 0;
        var open = new Stack<int>([process.Id]);
        while (open.TryPop(out var id))
        {
            var (bytes, count) = Usage(id);
            memory += bytes;
            threads += count;
            foreach (var child in Children(id))
                open.Push(child);
        }

        return memory > limits.Memory ? RunEnd.MemoryLimit : threads > limits.Threads ? RunEnd.ThreadLimit : null;
    }

    public void Kill()
    {
        try
        {
            // The tree, not only bubblewrap's outer process: ended while it starts, it may not have tied the inner one to its life yet.
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
    }

    private static (long Bytes, int Threads) Usage(int id)
    {
        try
        {
            var resident = long.Parse(File.ReadAllText($"/proc/{id}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
            // The second field of stat, the name, may hold blanks and brackets; num_threads is the 18th behind it.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (resident * Environment.SystemPageSize, int.Parse(fields[17], CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (0, 0); // ended between two looks
        }
    }

    private static IEnumerable<int> Children(int id)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{id}/task")
                .SelectMany(thread => File.ReadAllText(thread + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
