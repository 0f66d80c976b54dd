using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>A comment that asks for code, in one immutable snapshot, with all that stands around it.</summary>
public sealed record Intent
{
    public required SyntaxTree Tree { get; init; }

    /// <summary>All lines of the comment, marks included; not the numbered plan below it.</summary>
    public required TextSpan CommentSpan { get; init; }

    /// <summary>Its text without comment marks, lines joined with '\n', XML documentation reduced to its prose.</summary>
    public required string Comment { get; init; }

    public required IntentShape Shape { get; init; }

    /// <summary>What the code replaces: empty at the caret, or an empty body's inside, or a placeholder (throw new NotImplementedException()).</summary>
    public required TextSpan Target { get; init; }

    /// <summary>White space before each line of the code.</summary>
    public required string Indentation { get; init; }

    /// <summary>One level of indentation in this file.</summary>
    public required string IndentUnit { get; init; }

    public required string NewLine { get; init; }

    /// <summary>Types of the file that matter here, the enclosing type last: one line a type header or member, bodies left out.</summary>
    public required ImmutableArray<string> Types { get; init; }

    /// <summary>Header of the member the code goes into ("public int Sum(List&lt;int&gt; numbers)"), its own comments above it when the intent stands inside the body; null in a type or top-level program.</summary>
    public required string? Signature { get; init; }

    /// <summary>Code of the body before the target, outdented, '\n' line ends; ends with the started statement for <see cref="IntentShape.Expression"/>.</summary>
    public required string Before { get; init; }

    /// <summary>Code of the body behind the target, outdented, '\n' line ends.</summary>
    public required string After { get; init; }

    /// <summary>The plan that stands in the file as numbered comments below the comment; null when there is none.</summary>
    public required Plan? WrittenPlan { get; init; }

    /// <summary>The plan stands in the file, where a person may have changed it; the model's own does not, until it is taken.</summary>
    public bool Holds(Plan? plan) => plan is not null && plan.Equals(WrittenPlan);

    /// <summary>Where <see cref="WrittenPlan"/> stands, or would be inserted (empty span).</summary>
    public required TextSpan PlanSpan { get; init; }
}
