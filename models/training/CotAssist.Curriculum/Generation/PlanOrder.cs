using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Generation;

/// <summary>
/// Backward reasoning: reads the order of the steps off the solution's syntax tree, walking it in order of execution (receiver, arguments, call; statement by statement) and noting the marks it meets.
/// </summary>
public sealed class PlanOrder : CSharpSyntaxWalker
{
    private readonly List<int> _steps = [];

    private PlanOrder()
        : base(SyntaxWalkerDepth.Trivia)
    {
    }

    /// <param name="code">Statements, or one expression.</param>
    public static ImmutableArray<int> Of(string code, bool isExpression)
    {
        var order = new PlanOrder();
        order.Visit(isExpression ? SyntaxFactory.ParseExpression(code) : SyntaxFactory.ParseStatement("{\n" + code + "\n}"));
        return [.. order._steps.Distinct()];
    }

    /// <summary>A member: the whole declaration's body.</summary>
    public static ImmutableArray<int> OfMember(string code)
    {
        var order = new PlanOrder();
        order.Visit(SyntaxFactory.ParseMemberDeclaration(code));
        return [.. order._steps.Distinct()];
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is MemberAccessExpressionSyntax access)
        {
            // x/*§2*/.Call(args): x first, then the arguments, then the call itself. Marks before x are x's own.
            Visit(access.Expression);
            Visit(node.ArgumentList);
            VisitToken(access.OperatorToken);
            Visit(access.Name);
            return;
        }

        // /*§2*/Call(args): the arguments come first.
        Visit(node.ArgumentList);
        Visit(node.Expression);
    }

    public override void VisitTrivia(SyntaxTrivia trivia)
    {
        if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        {
            _steps.AddRange(Code.Marks(trivia.ToString()));
        }
    }
}
