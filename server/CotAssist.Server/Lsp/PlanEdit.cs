using System.Globalization;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>A plan as numbered comments in the file: there it is text like any other, and the plan that code follows.</summary>
internal static class PlanEdit
{
    /// <summary>Below the intent's comment, in the place of a plan that stands there.</summary>
    public static TextChange BelowComment(Plan plan, Intent intent)
    {
        SourceText text = intent.Tree.GetText();
        TextLine line = text.Lines.GetLineFromPosition(intent.CommentSpan.Start);
        string indentation = text.ToString(TextSpan.FromBounds(line.Start, intent.CommentSpan.Start));
        indentation = string.IsNullOrWhiteSpace(indentation) ? indentation : intent.Indentation;
        string lines = Comments(plan, intent.NewLine + indentation);
        if (!intent.PlanSpan.IsEmpty)
        {
            return new TextChange(intent.PlanSpan, lines);
        }

        string behind = text.ToString(TextSpan.FromBounds(intent.PlanSpan.End, text.Lines.GetLineFromPosition(intent.PlanSpan.End).End));
        string rest = string.IsNullOrWhiteSpace(behind) ? "" : intent.NewLine + indentation;
        return new TextChange(intent.PlanSpan, intent.NewLine + indentation + lines + rest);
    }

    /// <summary>At the head of the empty body that the caret stands in, with a line for the code below it.</summary>
    public static TextChange AtTarget(Plan plan, Intent intent)
    {
        string next = intent.NewLine + intent.Indentation;
        return new TextChange(intent.Target, Comments(plan, next) + next);
    }

    private static string Comments(Plan plan, string next) =>
        string.Join(next, plan.Steps.Select((step, i) => string.Create(CultureInfo.InvariantCulture, $"// {i + 1}. {step}")));
}
