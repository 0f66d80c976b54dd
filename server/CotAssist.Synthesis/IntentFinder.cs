using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CotAssist.Synthesis;

/// <summary>Finds the comments that ask for code in a C# syntax tree. Knows no prompt and no model.</summary>
public static class IntentFinder
{
    /// <summary>
    /// The intent at a caret: inside the comment, or where its code goes (below it, in the empty body, behind <c>=&gt;</c> or <c>var x = </c>).
    /// </summary>
    /// <param name="position">UTF-16 offset.</param>
    /// <returns>Null when no comment there asks for code.</returns>
    public static Intent? FindAt(SyntaxTree tree, int position, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Every comment of the file that visibly waits for code: above an empty body, or with nothing below it in its block.</summary>
    public static ImmutableArray<Intent> FindAll(SyntaxTree tree, CancellationToken cancellation) => throw new NotImplementedException();
}
