using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Generation;

/// <summary>Code that is missing in a body: <paramref name="Before"/>, <paramref name="Code"/> and <paramref name="After"/> are the body.</summary>
/// <param name="Before">Whole lines, without marks.</param>
/// <param name="Indent">White space before the code's first line.</param>
/// <param name="Start">The statement that the code goes on with ("var kept = "); empty where the code is statements.</param>
/// <param name="Code">With marks, its own lines not indented.</param>
/// <param name="After">From the code's end on, without marks.</param>
public sealed record CodeHole(string Before, string Indent, string Start, string Code, string After)
{
    public bool IsExpression => Start.Length > 0;
}

/// <summary>
/// Finds what may be missing in a body whose other code stands already, so that the missing part has to use the variables
/// before it and to make those behind it: statements, also inside a loop, and what a variable starts with. Knows no words.
/// </summary>
public static class CodeHoles
{
    private const string Open = "{\n", Close = "\n}";

    public static ImmutableArray<CodeHole> Of(string code)
    {
        var text = Open + code + Close;
        var body = (BlockSyntax)SyntaxFactory.ParseStatement(text);
        var all = Code.Marks(code);
        var holes = ImmutableArray.CreateBuilder<CodeHole>();
        foreach (var block in body.DescendantNodesAndSelf().OfType<BlockSyntax>().Where(b => b == body || b.Parent is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or IfStatementSyntax))
        {
            var statements = block.Statements;
            for (var from = 0; from < statements.Count; from++)
            {
                for (var to = from; to < statements.Count; to++)
                {
                    if (block == body && to == statements.Count - 1 || !StartsStep(text, statements[from]) || to + 1 < statements.Count && !StartsStep(text, statements[to + 1]))
                    {
                        continue;
                    }

                    Add(Statements(text, statements[from], statements[to]), all, holes);
                }
            }
        }

        foreach (var (statement, next) in body.Statements.Zip(body.Statements.Skip(1)))
        {
            // Without a step of its own the next statement belongs to the variable's, whose comment says more than the start value.
            if (statement is LocalDeclarationStatementSyntax declaration && (StartsStep(text, next) || next == body.Statements[^1] && next is ReturnStatementSyntax))
            {
                Add(Initializer(text, declaration), all, holes);
            }
        }

        if (all.Distinct().Count() == 1)
        {
            AddCore(text, body, all[0], holes);
        }

        return holes.DrainToImmutable();
    }

    /// <summary>Where all is one step, that step is what stands between the first declarations and the last return, and in a loop there.</summary>
    private static void AddCore(string text, BlockSyntax body, int mark, ImmutableArray<CodeHole>.Builder holes)
    {
        var core = body.Statements.SkipWhile(s => s is LocalDeclarationStatementSyntax).ToList();
        if (core.Count == body.Statements.Count || core is not [.., _, ReturnStatementSyntax { Expression: IdentifierNameSyntax }])
        {
            return;
        }

        core.RemoveAt(core.Count - 1);
        AddMarked(core[0], core[^1]);
        if (core is [ForEachStatementSyntax { Statement: BlockSyntax { Statements: { Count: > 0 } looped } }])
        {
            AddMarked(looped[0], looped[^1]);
        }

        void AddMarked(StatementSyntax first, StatementSyntax last)
        {
            if (Statements(text, first, last) is { } hole)
            {
                holes.Add(hole with { Code = Code.Mark(mark) + Code.WithoutMarks(hole.Code) });
            }
        }
    }

    /// <summary>A hole has a step of its own: what a comment asks for must not stand elsewhere too.</summary>
    private static void Add(CodeHole? hole, ImmutableArray<int> all, ImmutableArray<CodeHole>.Builder holes)
    {
        if (hole is not null && Code.Marks(hole.Code) is { IsEmpty: false } marks && all.Count(marks.Contains) == marks.Length)
        {
            holes.Add(hole);
        }
    }

    private static CodeHole? Statements(string text, StatementSyntax first, StatementSyntax last)
    {
        var (start, end) = (LineStart(text, first), last.Span.End);
        var lead = text[start..first.SpanStart];
        var indent = lead[..^lead.TrimStart(' ').Length];
        if (Code.WithoutMarks(lead) != indent || text[end] != '\n')
        {
            return null;
        }

        var code = text[(start + indent.Length)..end].Replace("\n" + indent, "\n", StringComparison.Ordinal);
        return new(Code.WithoutMarks(text[Open.Length..start]), indent, "", code, Code.WithoutMarks(text[end..^Close.Length]));
    }

    private static CodeHole? Initializer(string text, LocalDeclarationStatementSyntax declaration)
    {
        if (declaration.Declaration.Variables is not [{ Initializer.Value: { } value }] || declaration.UsingKeyword != default)
        {
            return null;
        }

        var start = LineStart(text, declaration);
        var marks = text[start..declaration.SpanStart];
        var from = value.FullSpan.Start;
        if (Code.WithoutMarks(marks).Length > 0 || Code.WithoutMarks(text[from..value.SpanStart]).Length > 0)
        {
            return null;
        }

        return new(Code.WithoutMarks(text[Open.Length..start]), "", Code.WithoutMarks(text[declaration.SpanStart..from]), marks + text[from..value.Span.End], Code.WithoutMarks(text[value.Span.End..^Close.Length]));
    }

    private static bool StartsStep(string text, StatementSyntax statement) =>
        text[LineStart(text, statement)..statement.SpanStart].TrimStart(' ').StartsWith("/*§", StringComparison.Ordinal);

    private static int LineStart(string text, StatementSyntax statement) => text.LastIndexOf('\n', statement.SpanStart) + 1;
}
