using System.Diagnostics;
using System.Globalization;

namespace CotAssist.Build;

/// <summary>One line of progress: what is being done, and how long it took. Knows nothing of what that is.</summary>
public static class Step
{
    public static void Run(string title, Command command) => Run(title, () =>
    {
        command.RunQuietly();
        return "";
    });

    /// <param name="action">Returns what is worth adding to the line; may be empty.</param>
    public static void Run(string title, Func<string> action)
    {
        var clock = Stopwatch.StartNew();
        var live = !Console.IsOutputRedirected;
        var beginning = $"  {title} ".PadRight(44, '.') + " ";
        Console.Write(beginning);
        var note = "";
        try
        {
            using (live ? new Timer(_ => Console.Write($"\r{beginning}{clock.Elapsed.TotalSeconds:0} s"), null, 1000, 1000) : null)
                note = action();
        }
        catch
        {
            Console.WriteLine("failed");
            throw;
        }
        var seconds = clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine($"{(live ? "\r" + beginning : "")}{seconds} s{(note.Length > 0 ? "   " + note : "")}");
    }
}
