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
        : base(SyntaxWalkerDepth.Token)
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

    /// <summary>
    /// A mark at an expression's start is of the call that stands there, and that runs after its arguments and operands:
    /// in <c>/*§2*/Join(/*§1*/x.Where(p))</c> the first step is 1. In a chain the marks at the dots come later:
    /// <c>/*§1*/x.Where(p)/*§2*/.Select(f)</c>.
    /// </summary>
    public override void Visit(SyntaxNode? node)
    {
        if (node is ExpressionSyntax expression && expression.GetFirstToken() is var first && first != _deferred && MarksOf(first) is { IsEmpty: false } marks && !ContinuesChain(expression))
        {
            var outer = _deferred;
            _deferred = first;
            base.Visit(node);
            _deferred = outer;
            _steps.AddRange(marks);
            return;
        }

        base.Visit(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        // The receiver, then the arguments, then the call, whose mark stands at the dot.
        if (node.Expression is MemberAccessExpressionSyntax access)
        {
            Visit(access.Expression);
            Visit(node.ArgumentList);
            VisitToken(access.OperatorToken);
            return;
        }

        Visit(node.ArgumentList);
        Visit(node.Expression);
    }

    public override void VisitToken(SyntaxToken token)
    {
        if (token != _deferred)
        {
            _steps.AddRange(MarksOf(token));
        }
    }

    private SyntaxToken _deferred;

    /// <summary>The marks right before a token: Roslyn hangs what follows another token on its line on that token.</summary>
    private static ImmutableArray<int> MarksOf(SyntaxToken token) =>
        [.. token.GetPreviousToken().TrailingTrivia.Concat(token.LeadingTrivia).Where(t => t.IsKind(SyntaxKind.MultiLineCommentTrivia)).SelectMany(t => Code.Marks(t.ToString()))];

    /// <summary>A dot further right in the chain that begins here has a mark of its own.</summary>
    private static bool ContinuesChain(ExpressionSyntax expression)
    {
        for (var e = expression; e is not null;)
        {
            if (e is MemberAccessExpressionSyntax access && !MarksOf(access.OperatorToken).IsEmpty)
            {
                return true;
            }

            e = e switch
            {
                InvocationExpressionSyntax x => x.Expression,
                MemberAccessExpressionSyntax x => x.Expression,
                ElementAccessExpressionSyntax x => x.Expression,
                ConditionalAccessExpressionSyntax x => x.Expression,
                BinaryExpressionSyntax x => x.Left,
                ConditionalExpressionSyntax x => x.Condition,
                IsPatternExpressionSyntax x => x.Expression,
                SwitchExpressionSyntax x => x.GoverningExpression,
                PostfixUnaryExpressionSyntax x => x.Operand,
                _ => null,
            };
        }

        return false;
    }
}
