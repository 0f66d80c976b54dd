using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>
/// Rewrites a change so that it can stand as ghost text: it begins and ends on the caret's line and takes in the caret.
/// An insertion may be written in several places with one result ("a|b" in "aab"); the one at the caret is chosen.
/// </summary>
internal static class CaretEdit
{
    /// <summary>Null when the change cannot be shown at the caret.</summary>
    public static TextChange? At(int caret, TextChange change, Document document)
    {
        // Only a window around both is compared; beyond it both texts are the same.
        LineMap lines = document.Lines;
        int from = lines.SpanOf(lines.OffsetToLine(Math.Min(caret, change.Span.Start))).Start;
        int to = lines.SpanOf(lines.OffsetToLine(Math.Max(caret, change.Span.End))).End;
        string old = document.Text.ToString(TextSpan.FromBounds(from, to));
        string changed = string.Concat(old.AsSpan(0, change.Span.Start - from), change.NewText, old.AsSpan(change.Span.End - from));
        int prefix = old.AsSpan().CommonPrefixLength(changed);
        int suffix = CommonSuffixLength(old, changed);

        int start = Math.Min(caret - from, prefix);
        int end = Math.Max(caret - from, old.Length - suffix);
        if (changed.Length - (old.Length - end) < start)
        {
            return null; // it takes text away
        }

        string text = changed[start..(changed.Length - (old.Length - end))];
        TextSpan line = lines.SpanOf(lines.OffsetToLine(caret));
        var span = TextSpan.FromBounds(from + start, from + end);
        if (span.Start < line.Start)
        {
            return null;
        }

        if (span.End > line.End)
        {
            // The code goes to a blank line further down: insert it at the caret and leave that line behind it.
            if (!string.IsNullOrWhiteSpace(old[(caret - from)..end]) || span.Start != caret)
            {
                return null;
            }

            span = new TextSpan(caret, 0);
        }

        return string.IsNullOrWhiteSpace(text) ? null : new TextChange(span, text);
    }

    private static int CommonSuffixLength(string a, string b)
    {
        int length = 0;
        while (length < a.Length && length < b.Length && a[^(length + 1)] == b[^(length + 1)])
        {
            length++;
        }

        return length;
    }
}
