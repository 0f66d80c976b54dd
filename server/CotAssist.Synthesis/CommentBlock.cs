using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>A comment that stands on lines of its own, with the numbered plan below it. Says nothing about the code around it.</summary>
/// <param name="Span">The comment's lines from the first mark on, without the plan.</param>
/// <param name="Text">What it says, without marks; empty when the block holds nothing but a plan.</param>
/// <param name="Plan">The numbered lines below it.</param>
/// <param name="PlanSpan">Where the plan stands, its heading included; empty, at the comment's end, when there is none.</param>
internal sealed record CommentBlock(TextSpan Span, string Text, Plan? Plan, TextSpan PlanSpan)
{
    public int End => Math.Max(Span.End, PlanSpan.End);

    public int Start => Math.Min(Span.Start, PlanSpan.Start);

    public bool IsOnlyPlan => Text.Length == 0 && Plan is not null;

    public bool AsksForCode => RequestFilter.AsksForCode(Text);
}
