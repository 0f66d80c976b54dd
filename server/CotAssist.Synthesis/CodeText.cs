namespace CotAssist.Synthesis;

/// <summary>
/// The form in which a model reads and writes code, whatever the file's style: outdented, four blanks a level, '\n' line
/// ends, no blank lines, no white space at line ends.
/// </summary>
internal static class CodeText
{
    /// <summary>One level of indentation in a model's text.</summary>
    public const string Unit = "    ";

    /// <summary>Lines of a piece of a file, without blank ones, white space at their ends cut.</summary>
    public static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    /// <summary>Width of the least indented line, in characters; preprocessor lines do not count.</summary>
    public static int LeastIndentation(IEnumerable<string> lines) =>
        lines.Where(line => line.TrimStart() is not ['#', ..]).Select(IndentationOf).DefaultIfEmpty(0).Min();

    /// <summary>Takes <paramref name="outer"/> characters of indentation away and turns the rest into levels of four blanks.</summary>
    public static string Normalize(IEnumerable<string> lines, int outer, string unit) =>
        string.Join('\n', lines.Select(line => Normalize(line, outer, unit)));

    private static string Normalize(string line, int outer, string unit)
    {
        int own = IndentationOf(line);
        int inner = Math.Max(own - outer, 0);
        int levels = inner / unit.Length;
        return string.Concat(string.Concat(Enumerable.Repeat(Unit, levels)), new string(' ', inner % unit.Length), line.AsSpan(own));
    }

    private static int IndentationOf(string line) => line.Length - line.AsSpan().TrimStart().Length;
}
