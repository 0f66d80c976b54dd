using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>
/// Finds variables that a code declares by a name which a parameter or another variable already has. A small model names a
/// result after what it is ("var text = text.Trim()"), and nothing but the name is wrong with the code.
/// </summary>
internal static class TakenNames
{
    /// <summary>A name declared twice in a scope; a name that the scope around uses.</summary>
    private static readonly ImmutableHashSet<string> Taken = ["CS0128", "CS0136"];

    /// <summary>Without binding: the code has a variable whose name the member declares more than once. Parameters of lambdas may share a name.</summary>
    public static bool Possible(SyntaxNode member, TextSpan span) =>
        member.DescendantTokens().Where(IsDeclared).GroupBy(name => name.ValueText).Any(group => group.Skip(1).Any() && group.Any(name => name.Parent is not ParameterSyntax && span.Contains(name.Span)));

    /// <summary>The number behind each use of such a variable that makes it another name, by UTF-16 offset into the file.</summary>
    /// <param name="member">Holds the span.</param>
    /// <param name="span">The code.</param>
    /// <param name="errors">Of the compiler, about the member.</param>
    public static IEnumerable<(int At, string Text)> Numbers(SyntaxNode member, TextSpan span, IEnumerable<Diagnostic> errors)
    {
        var used = member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToHashSet();
        var numbers = new SortedDictionary<int, string>();
        foreach (var error in errors.Where(error => Taken.Contains(error.Id) && span.Contains(error.Location.SourceSpan)).OrderBy(error => error.Location.SourceSpan.Start))
        {
            var declared = member.FindToken(error.Location.SourceSpan.Start);
            if (!IsDeclared(declared) || declared.Parent is ParameterSyntax)
            {
                continue;
            }

            var number = Enumerable.Range(2, used.Count + 1).Select(n => n.ToString(CultureInfo.InvariantCulture)).First(n => !used.Contains(declared.ValueText + n));
            used.Add(declared.ValueText + number);
            foreach (var name in Uses(declared).Prepend(declared).Where(name => span.Contains(name.Span)))
            {
                numbers[name.Span.End] = number; // the nearest declaration before a use is the last one met
            }
        }

        return numbers.Select(number => (number.Key, number.Value));
    }

    private static bool IsDeclared(SyntaxToken name) => name.IsKind(SyntaxKind.IdentifierToken) && name.Parent switch
    {
        VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ParameterSyntax => true,
        ForEachStatementSyntax loop => loop.Identifier == name,
        CatchDeclarationSyntax handler => handler.Identifier == name,
        _ => false,
    };

    /// <summary>Where the name means this declaration: behind it (its own value still means what was before), up to the end of its scope.</summary>
    private static IEnumerable<SyntaxToken> Uses(SyntaxToken declared)
    {
        var from = declared.Parent switch { VariableDeclaratorSyntax declarator => declarator.Span.End, ForEachStatementSyntax loop => loop.Statement.SpanStart, _ => declared.Span.End };
        var scope = declared.Parent!.AncestorsAndSelf().First(node =>
            node is BlockSyntax or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or CatchClauseSyntax or SwitchSectionSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        return scope.DescendantTokens().Where(name => name.SpanStart >= from && name.ValueText == declared.ValueText && name.Parent is IdentifierNameSyntax use
            && use.Parent is not (QualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax, Left: IdentifierNameSyntax })
            && !(use.Parent is MemberAccessExpressionSyntax access && access.Name == use)
            && !use.Ancestors().TakeWhile(node => node != scope).Any(node => ParametersOf(node).Any(parameter => parameter.Identifier.ValueText == declared.ValueText)));
    }

    /// <summary>Of a lambda or a local function; of anything else there are none.</summary>
    private static IEnumerable<ParameterSyntax> ParametersOf(SyntaxNode function) =>
        function.DescendantNodes(node => node == function || node is ParameterListSyntax).OfType<ParameterSyntax>();
}
