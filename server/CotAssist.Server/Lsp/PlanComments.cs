using System.Globalization;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>How a plan is written into a file as numbered comments below its comment.</summary>
/// <param name="First">What stands before the first line.</param>
/// <param name="Between">What stands before each other line.</param>
/// <param name="Last">What stands behind the last line.</param>
internal readonly record struct PlanComments(string First, string Between, string Last)
{
    /// <summary>At the caret, when that stands at the comment's end or on the blank line where the code would go; null elsewhere.</summary>
    public static PlanComments? PlaceAt(Document document, Intent intent, int caret)
    {
        var line = document.Text.Lines.GetLineFromPosition(caret);
        var lead = document.Text.ToString(TextSpan.FromBounds(line.Start, caret));
        if (!string.IsNullOrWhiteSpace(document.Text.ToString(TextSpan.FromBounds(caret, line.End))))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(lead))
        {
            return new PlanComments("", intent.NewLine + lead, "");
        }

        return caret >= intent.CommentSpan.End ? Below(document, intent) : null;
    }

    /// <summary>On lines of their own at <see cref="Intent.PlanSpan"/>, the comment's end.</summary>
    public static PlanComments Below(Document document, Intent intent)
    {
        var line = document.Text.Lines.GetLineFromPosition(intent.CommentSpan.Start);
        var text = line.ToString();
        var own = string.IsNullOrWhiteSpace(text[..(intent.CommentSpan.Start - line.Start)]);
        var next = intent.NewLine + (own ? text[..(text.Length - text.AsSpan().TrimStart().Length)] : intent.Indentation);
        return new PlanComments(next, next, "");
    }

    public string Write(Plan plan) =>
        First + string.Join(Between, plan.Steps.Select((step, index) => string.Create(CultureInfo.InvariantCulture, $"// {index + 1}. {step}"))) + Last;
}
