using System.Globalization;
using CotAssist.Evaluation;

namespace CotAssist.Server.Commands;

/// <summary>Shows progress on standard error: one line that renews itself in a terminal, a line every ten seconds elsewhere.</summary>
internal sealed class ProgressLine : IProgress<EvaluationProgress>
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly bool terminal = !Console.IsErrorRedirected;
    private TimeSpan lastLogged;
    private int shownLength;

    public void Report(EvaluationProgress value)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{value.Done}/{value.Total}, {value.Passed} passed, {(value.Left is { } left ? $"{left:hh\\:mm\\:ss} left" : "")}  {value.Doing}");
        lock (gate)
        {
            if (terminal)
            {
                Console.Error.Write("\r" + text.PadRight(shownLength));
                shownLength = text.Length;
            }
            else if (value.Elapsed - lastLogged > LogInterval)
            {
                lastLogged = value.Elapsed;
                Console.Error.WriteLine(text);
            }
        }
    }

    /// <summary>What is printed next begins on a line of its own.</summary>
    public void End()
    {
        lock (gate)
        {
            if (terminal && shownLength > 0)
                Console.Error.WriteLine();
            shownLength = 0;
            lastLogged = TimeSpan.Zero;
        }
    }
}
