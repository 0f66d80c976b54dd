using System.Text;

namespace CotAssist.Evaluation.Reports;

/// <summary>A Markdown table that also reads well in a terminal: columns are padded.</summary>
internal sealed class MarkdownTable(params IEnumerable<string> header)
{
    private readonly List<string[]> rows = [[.. header]];

    public void Add(params IEnumerable<string> cells) => rows.Add([.. cells]);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => Math.Max(3, rows.Max(row => row[column].Length))).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", rows[i].Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
            if (i == 0)
                text.Append("| ").AppendJoin(" | ", widths.Select(width => new string('-', width))).Append(" |\n");
        }

        return text.ToString();
    }
}
