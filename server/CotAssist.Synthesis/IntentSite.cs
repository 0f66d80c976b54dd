using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Where code for a comment goes, before its surroundings are written out.</summary>
/// <param name="Container">Innermost braces around the target (block, type, namespace) or the file.</param>
/// <param name="Member">The member whose body holds the target; null in a type or top-level program.</param>
/// <param name="StatementStart">Where the started statement begins, for expressions.</param>
internal sealed record IntentSite(IntentShape Shape, TextSpan Target, SyntaxNode Container, SyntaxNode? Member, int StatementStart = -1);
