using System.Collections.Immutable;
using System.Text;

namespace CotAssist.Inference;

/// <summary>
/// Holds back the end of a text stream while it may be the beginning of a stop string, also across tokens.
/// Worst case: the longest stop string less one character is held back.
/// </summary>
internal sealed class StopStringFilter(ImmutableArray<string> stops)
{
    private readonly StringBuilder held = new();

    /// <summary>A stop string has been met; nothing more is given out.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Text is being held back.</summary>
    public bool Holds => held.Length > 0;

    /// <summary>The text that may be shown now.</summary>
    public string Push(string text)
    {
        if (stops.IsEmpty || Stopped)
        {
            return Stopped ? "" : text;
        }

        var all = held.Append(text).ToString();
        held.Clear();
        var cut = stops.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (cut >= 0)
        {
            Stopped = true;
            return all[..cut];
        }

        var open = stops.Max(stop => OpenLength(all, stop));
        held.Append(all, all.Length - open, open);
        return all[..^open];
    }

    /// <summary>What was held back and turned out to be plain text, at the end of the stream.</summary>
    public string Flush() => Stopped ? "" : held.ToString();

    /// <summary>Length of the longest end of <paramref name="text"/> that begins <paramref name="stop"/>.</summary>
    private static int OpenLength(string text, string stop)
    {
        for (var length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
