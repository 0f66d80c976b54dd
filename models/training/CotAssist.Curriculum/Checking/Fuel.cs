using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Checking;

/// <summary>
/// Makes foreign code end: every member, local function and loop burns fuel on entry, and an empty tank or a deep stack throws.
/// A LINQ query's lambdas need none, for what they go through is an argument or comes from here: ranges and repetitions burn too.
/// </summary>
internal sealed class Fuel : CSharpSyntaxRewriter
{
    /// <summary>Compiled beside the code under test.</summary>
    public const string Source =
        """
        public static class CurriculumFuel
        {
            [System.ThreadStatic] private static int _left;

            public static void Fill(int fuel) => _left = fuel;

            public static void Burn()
            {
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                if (--_left < 0)
                {
                    throw new System.TimeoutException("the code ran too long");
                }
            }

            public static System.Collections.Generic.IEnumerable<int> Range(int start, int count) => Burning(System.Linq.Enumerable.Range(start, count));

            public static System.Collections.Generic.IEnumerable<T> Repeat<T>(T element, int count) => Burning(System.Linq.Enumerable.Repeat(element, count));

            private static System.Collections.Generic.IEnumerable<T> Burning<T>(System.Collections.Generic.IEnumerable<T> items)
            {
                foreach (T item in items)
                {
                    Burn();
                    yield return item;
                }
            }
        }

        [System.AttributeUsage(System.AttributeTargets.All)]
        public sealed class CurriculumSubjectAttribute : System.Attribute;
        """;

    private static readonly StatementSyntax Burn = SyntaxFactory.ParseStatement("global::CurriculumFuel.Burn();");

    public static SyntaxTree Instrument(SyntaxTree tree) =>
        tree.WithRootAndOptions(new Fuel().Visit(tree.GetRoot()), tree.Options);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        ((MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!) switch
        {
            { Body: { } body } m => m.WithBody(Burning(body)),
            { ExpressionBody: { } e } m => m.WithExpressionBody(null).WithSemicolonToken(default).WithBody(AsBlock(e.Expression, m.ReturnType)),
            var m => m,
        };

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        ((LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!) switch
        {
            { Body: { } body } m => m.WithBody(Burning(body)),
            { ExpressionBody: { } e } m => m.WithExpressionBody(null).WithSemicolonToken(default).WithBody(AsBlock(e.Expression, m.ReturnType)),
            var m => m,
        };

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        ((AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!) is { Body: { } body } accessor
            ? accessor.WithBody(Burning(body))
            : base.VisitAccessorDeclaration(node);

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node) is WhileStatementSyntax s ? s.WithStatement(Burning(s.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node) is DoStatementSyntax s ? s.WithStatement(Burning(s.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node) is ForStatementSyntax s ? s.WithStatement(Burning(s.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node) is ForEachStatementSyntax s ? s.WithStatement(Burning(s.Statement)) : null;

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        node is { Expression: IdentifierNameSyntax { Identifier.Text: "Enumerable" }, Name.Identifier.Text: "Range" or "Repeat" }
            ? node.WithExpression(SyntaxFactory.ParseExpression("global::CurriculumFuel").WithTriviaFrom(node.Expression))
            : base.VisitMemberAccessExpression(node);

    private static BlockSyntax Burning(StatementSyntax statement) =>
        statement is BlockSyntax block
            ? block.WithStatements(block.Statements.Insert(0, Burn))
            : SyntaxFactory.Block(Burn, statement);

    private static BlockSyntax AsBlock(ExpressionSyntax expression, TypeSyntax returnType) =>
        expression is ThrowExpressionSyntax t
            ? SyntaxFactory.Block(SyntaxFactory.ThrowStatement(t.Expression))
            : returnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
                ? SyntaxFactory.Block(Burn, SyntaxFactory.ExpressionStatement(expression))
                : SyntaxFactory.Block(Burn, SyntaxFactory.ReturnStatement(expression).WithReturnKeyword(
                    SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space)));
}
