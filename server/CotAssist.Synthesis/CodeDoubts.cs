using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>
/// Finds in code that compiles what nobody writes on purpose: a parameter or a variable that nothing reads, an operation of a
/// value with itself, a loop that is open already, a choice between equals, a step that is taken twice in a row, a result that is thrown away. Of 1,232 shown answers to four suites, 183 had a
/// thing like that; 3 % of these passed their tests, 26 % of the others. Knows no prompt and no model.
/// </summary>
internal static class CodeDoubts
{
    /// <summary>Warnings of the compiler: unreachable, assigned to itself, compared to itself.</summary>
    private static readonly ImmutableHashSet<string> OfAnyCode = ["CS0162", "CS1717", "CS1718"];

    /// <summary>Warnings of the compiler: declared and never used, assigned and never used, local function never used.</summary>
    private static readonly ImmutableHashSet<string> OfUnread = ["CS0168", "CS0219", "CS8321"];

    /// <summary>Operators that make no sense between a value and itself; comparisons are the compiler's.</summary>
    private static readonly ImmutableHashSet<SyntaxKind> Pointless =
    [
        SyntaxKind.SubtractExpression, SyntaxKind.DivideExpression, SyntaxKind.ModuloExpression, SyntaxKind.LogicalAndExpression, SyntaxKind.LogicalOrExpression, SyntaxKind.CoalesceExpression,
    ];

    /// <summary>Of strings and sequences: what does nothing, or undoes itself, when it is done once more.</summary>
    private static readonly ImmutableHashSet<string> OnceIsEnough =
    [
        "Where", "OfType", "OrderBy", "OrderByDescending", "Order", "OrderDescending", "Reverse", "Distinct", "DistinctBy", "Take", "TakeWhile", "ToList", "ToArray", "ToHashSet",
        "Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant",
    ];

    /// <summary>The first doubt about the code in the span; null when there is none.</summary>
    /// <param name="warnings">Of the compiler, about the member that holds the span.</param>
    /// <param name="member">Holds the span.</param>
    /// <param name="memberGoesOn">More may follow, which reads what nothing reads yet.</param>
    /// <param name="plan">A person's; null when there is none. A parameter that it passes over while it names others need not be read.</param>
    public static CodeProblem? First(SemanticModel model, SyntaxNode member, TextSpan span, IEnumerable<Diagnostic> warnings, bool memberGoesOn, Plan? plan)
    {
        IEnumerable<SyntaxNode> whole = BodyOf(member) is null ? member.ChildNodes().Where(child => child is MemberDeclarationSyntax && span.Contains(child.Span)) : [member];
        var unread = memberGoesOn ? null : whole.Select(one => Unread(model, one, span, plan)).FirstOrDefault(doubt => doubt is not null);
        if (unread is { Position: not null })
        {
            return unread;
        }

        if (warnings.FirstOrDefault(warning => (OfAnyCode.Contains(warning.Id) || !memberGoesOn && OfUnread.Contains(warning.Id)) && span.Contains(warning.Location.SourceSpan)) is { } first)
        {
            return At(PlaceOf(first, model), $"{first.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.')} ({first.Id}).");
        }

        foreach (var node in member.DescendantNodes(span).Where(node => span.Contains(node.Span)))
        {
            switch (node)
            {
                case BinaryExpressionSyntax binary when Pointless.Contains(binary.Kind()) && AreSame(binary.Left, binary.Right):
                    return At(binary.Right.SpanStart, $"'{binary}' has the same on both sides.");
                case ConditionalExpressionSyntax choice when AreSame(choice.WhenTrue, choice.WhenFalse):
                    return At(choice.WhenFalse.SpanStart, $"'{choice}' is the same either way.");
                case IfStatementSyntax { Else.Statement: { } otherwise } choice when SyntaxFactory.AreEquivalent(choice.Statement, otherwise):
                    return At(otherwise.SpanStart, "Both branches of an 'if' do the same.");
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name, Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax before } earlier } } again
                    when OnceIsEnough.Contains(name.Identifier.ValueText) && SyntaxFactory.AreEquivalent(name, before.Name) && SyntaxFactory.AreEquivalent(again.ArgumentList, earlier.ArgumentList):
                    return At(name.SpanStart, $"'.{name}{again.ArgumentList}' stands twice in a row.");
                case ForEachStatementSyntax loop when loop.Ancestors().OfType<ForEachStatementSyntax>().Any(around => around.SpanStart < span.Start && AreSame(around.Expression, loop.Expression)):
                    return At(loop.SpanStart, $"The loop around it goes through '{loop.Expression}' already.");
                case StatementSyntax statement and not (ReturnStatementSyntax or ThrowStatementSyntax) when Neighbours(statement).Any(other => !span.Contains(other.Span) && SyntaxFactory.AreEquivalent(statement, other)):
                    return At(statement.SpanStart, "The statement next to the code is the same once more.");
                case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } when model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReturnsVoid: false } method && IsPure(method):
                    return At(call.SpanStart, $"Nothing takes the result of '{method.Name}'.");
            }
        }

        return unread;

        CodeProblem At(int position, string sentence) => new(sentence, position - span.Start);
    }

    /// <summary>The compiler points at the whole comparison or assignment; what is wrong is its second half.</summary>
    private static int PlaceOf(Diagnostic warning, SemanticModel model) =>
        model.SyntaxTree.GetRoot().FindNode(warning.Location.SourceSpan, getInnermostNodeForTie: true) switch
        {
            BinaryExpressionSyntax binary => binary.Right.SpanStart,
            AssignmentExpressionSyntax assignment => assignment.Right.SpanStart,
            _ => warning.Location.SourceSpan.Start,
        };

    /// <summary>What stands right before and right behind a statement of a block.</summary>
    private static IEnumerable<StatementSyntax> Neighbours(StatementSyntax statement)
    {
        if (statement.Parent is not BlockSyntax { Statements: var all })
        {
            return [];
        }

        var at = all.IndexOf(statement);
        return all.Skip(at - 1).Take(at == 0 ? 2 : 3).Where(other => other != statement);
    }

    /// <summary>A call may give another value each time.</summary>
    private static bool AreSame(SyntaxNode one, SyntaxNode other) =>
        SyntaxFactory.AreEquivalent(one, other) && !one.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or BaseObjectCreationExpressionSyntax);

    private static bool IsPure(IMethodSymbol method) =>
        method.ContainingType is { SpecialType: SpecialType.System_String } or { Name: "Enumerable", ContainingNamespace.Name: "Linq" };

    /// <summary>
    /// Of a body that is wholly in the span, or that has code behind it: a parameter that is never read, a local of the span
    /// with a value of its own that is never read, a local from above that only gets its value here and does not.
    /// </summary>
    private static CodeProblem? Unread(SemanticModel model, SyntaxNode member, TextSpan span, Plan? plan)
    {
        var body = BodyOf(member);
        if (body is null || !span.Contains(InsideOf(body)) && span.End >= InsideOf(body).End || (body is BlockSyntax block ? model.AnalyzeDataFlow(block) : model.AnalyzeDataFlow(((ArrowExpressionClauseSyntax)body).Expression)) is not { Succeeded: true } flow)
        {
            return null;
        }

        var read = flow.ReadInside.ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (model.GetDeclaredSymbol(member) is IMethodSymbol method && !IsPrescribed(method))
        {
            var writes = flow.WrittenInside.ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
            var named = plan is null ? [] : method.Parameters.RemoveAll(parameter => !plan.Names(parameter.Name));
            if ((named.IsEmpty ? method.Parameters : named).FirstOrDefault(parameter => !read.Contains(parameter) && !(parameter.RefKind is RefKind.Ref or RefKind.Out && writes.Contains(parameter)) && !parameter.Name.StartsWith('_') && parameter.Type.Name != "CancellationToken") is { } unread)
            {
                return body.DescendantNodes(span).OfType<ParameterSyntax>().FirstOrDefault(inner => span.Contains(inner.Span) && inner.Identifier.ValueText == unread.Name) is { } hiding
                    ? new($"'{unread.Name}' of the lambda hides the parameter '{unread.Name}', which nothing reads.", hiding.SpanStart - span.Start)
                    : new($"Nothing reads the parameter '{unread.Name}'.", null);
            }
        }

        var local = flow.VariablesDeclared.OfType<ILocalSymbol>().Where(local => !read.Contains(local))
            .Select(local => local.DeclaringSyntaxReferences[0].GetSyntax()).OfType<VariableDeclaratorSyntax>().FirstOrDefault(declared => declared is { Initializer: not null, Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } } && span.Contains(declared.Span));
        return local is not null ? new($"Nothing reads '{local.Identifier.ValueText}'.", null)
            : flow.VariablesDeclared.OfType<ILocalSymbol>().FirstOrDefault(above => read.Contains(above) && IsLeftEmpty(model, body, above, span)) is { } empty ? new($"'{empty.Name}' is read below, and nothing changes it before.", null)
            : null;
    }

    /// <summary>A local that begins with nothing (0, "", an empty list) above the span and is only read, all of it behind the span: the code was to fill it.</summary>
    private static bool IsLeftEmpty(SemanticModel model, SyntaxNode body, ILocalSymbol local, TextSpan span)
    {
        if (local.IsConst || local.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declared || declared.Span.End > span.Start || !IsNothing(value, local.Type))
        {
            return false;
        }

        var uses = body.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local)).ToList();
        return uses.TrueForAll(use => use.SpanStart >= span.End && !Changes(use));

        static bool IsNothing(ExpressionSyntax value, ITypeSymbol type) => value switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText is "" or "0" || literal.IsKind(SyntaxKind.FalseLiteralExpression) || literal.IsKind(SyntaxKind.NullLiteralExpression),
            BaseObjectCreationExpressionSyntax made => made is { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null } && IsFilled(type),
            CollectionExpressionSyntax list => list.Elements.Count == 0,
            ArrayCreationExpressionSyntax array => array.Initializer is null,
            _ => false,
        };

        // Other objects (a Random, a Stopwatch) are made to be used as they are.
        static bool IsFilled(ITypeSymbol type) =>
            type.Name == "StringBuilder" || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

        // Assigned, counted up, handed on, or the receiver of a call that stands as a statement.
        static bool Changes(IdentifierNameSyntax use) => use.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == use,
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } or ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
            ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax } => true,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } or AssignmentExpressionSyntax } => true,
            _ => false,
        };
    }

    /// <summary>Somebody else says which parameters it has: a base type, an interface, an event.</summary>
    private static bool IsPrescribed(IMethodSymbol method) =>
        method.IsOverride || !method.ExplicitInterfaceImplementations.IsEmpty
        || method.Parameters is [_, { Type.Name: var last }] && last.EndsWith("EventArgs", StringComparison.Ordinal)
        || method.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(method.Name))
            .Any(prescribed => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(prescribed), method));

    private static SyntaxNode? BodyOf(SyntaxNode member) =>
        member.ChildNodes().FirstOrDefault(node => node is BlockSyntax or ArrowExpressionClauseSyntax);

    private static TextSpan InsideOf(SyntaxNode body) => body switch
    {
        BlockSyntax { Statements: [var first, ..] statements } => TextSpan.FromBounds(first.SpanStart, statements[^1].Span.End),
        ArrowExpressionClauseSyntax arrow => arrow.Expression.Span,
        _ => body.Span,
    };
}
