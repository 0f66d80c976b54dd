using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Writes out what stands around a site, in the form a model reads.</summary>
internal static class IntentBuilder
{
    public static Intent Build(CommentBlock comment, IntentSite site, SourceFile file)
    {
        (string before, string after) = Surroundings(comment, site, file);
        string? signature = Signature(comment, site, file);
        string mentions = string.Join('\n', signature, before, after);
        return new Intent
        {
            Tree = file.Tree,
            CommentSpan = comment.Span,
            Comment = comment.Text,
            Shape = site.Shape,
            Target = site.Target,
            Indentation = Indentation(comment, site, file),
            IndentUnit = file.IndentUnit,
            NewLine = file.NewLine,
            Types = TypeOutline.Around(file.Root, site.Container, WrittenMember(site), mentions, comment.Text),
            Signature = signature,
            Before = before,
            After = after,
            WrittenPlan = comment.Plan,
            PlanSpan = comment.PlanSpan,
        };
    }

    private static SyntaxNode? WrittenMember(IntentSite site)
    {
        SyntaxNode? place = site.Member ?? (site.Shape == IntentShape.Expression ? DeclarationAt(site) : null);
        return place?.AncestorsAndSelf().LastOrDefault(node => node is MemberDeclarationSyntax && node.Parent is TypeDeclarationSyntax type && type == Type(site));
    }

    private static TypeDeclarationSyntax? Type(IntentSite site) =>
        site.Container.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault();

    /// <summary>The field or property whose initial value is asked for.</summary>
    private static MemberDeclarationSyntax? DeclarationAt(IntentSite site) =>
        site.Container is TypeDeclarationSyntax type ? type.Members.FirstOrDefault(member => member.SpanStart == site.StatementStart) : null;

    private static string? Signature(CommentBlock comment, IntentSite site, SourceFile file)
    {
        if (site.Member is null)
        {
            return null;
        }

        string header = MemberHeader.Of(site.Member);
        return comment.Start >= site.Member.SpanStart && new CommentReader(file).LeadingOf(site.Member) is { } leading && leading.Start != comment.Start
            ? string.Concat(leading.Text.Split('\n').Select(line => $"// {line}\n")) + header
            : header;
    }

    private static (string Before, string After) Surroundings(CommentBlock comment, IntentSite site, SourceFile file)
    {
        if (site.Shape == IntentShape.Member)
        {
            return ("", "");
        }

        TextSpan body = BodyOf(site, file);
        bool commentInside = comment.Span.Start >= body.Start;
        string above = commentInside ? Text(body.Start, comment.Span.Start) : "";
        string between = Text(commentInside ? comment.End : Math.Max(body.Start, comment.PlanSpan.End), site.Target.Start);
        List<string> before = CodeText.Lines(above + "\n" + between);
        List<string> after = CodeText.Lines(Text(site.Target.End, body.End));
        int outer = site.Shape == IntentShape.Expression && body.Start == site.StatementStart
            ? file.IndentationOf(file.LineAt(body.Start)).Length
            : CodeText.LeastIndentation(WholeLines(above, body.Start).Concat(WholeLines(between, comment.End)).Concat(CodeText.Lines(Text(LineEnd(site.Target.End), body.End))));
        string tail = CodeText.Normalize(after, outer, file.IndentUnit);
        return (CodeText.Normalize(before, outer, file.IndentUnit), site.Shape == IntentShape.Expression ? tail.TrimStart(';', '\n') : tail);

        string Text(int start, int end) => end <= start ? "" : file.Text.ToString(TextSpan.FromBounds(start, end));

        int LineEnd(int position) => Math.Min(file.Text.Lines.GetLineFromPosition(position).EndIncludingLineBreak, Math.Max(position, body.End));

        // A piece that begins behind other text on its line says nothing about indentation there.
        List<string> WholeLines(string piece, int start) =>
            CodeText.Lines(file.BeginsLine(start) ? piece : piece[(piece.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : piece.Length)..]);
    }

    /// <summary>The text that before and after are taken from: the inside of the member's body, or its started expression.</summary>
    private static TextSpan BodyOf(IntentSite site, SourceFile file)
    {
        if (site.Member is not null)
        {
            BlockSyntax? block = site.Member.ChildNodes().OfType<BlockSyntax>().FirstOrDefault();
            if (block is not null && Braces.InsideOf(block) is { } inside)
            {
                return inside;
            }
        }

        if (site.Shape == IntentShape.Expression && site.Container is not CompilationUnitSyntax && !Braces.HoldsStatements(site.Container)
            || site.Member is not null)
        {
            return TextSpan.FromBounds(site.StatementStart, site.Target.End);
        }

        if (site.Container is CompilationUnitSyntax unit && unit.Members.OfType<GlobalStatementSyntax>().ToArray() is { Length: > 0 } statements)
        {
            MemberDeclarationSyntax? type = unit.Members.FirstOrDefault(member => member is not GlobalStatementSyntax);
            int end = type?.FullSpan.Start ?? unit.EndOfFileToken.SpanStart;
            return TextSpan.FromBounds(Math.Min(statements[0].SpanStart, site.Target.Start), Math.Max(site.Target.End, end));
        }

        return new TextSpan(site.Target.Start, 0);
    }

    private static string Indentation(CommentBlock comment, IntentSite site, SourceFile file)
    {
        int line = file.LineAt(site.Target.Start);
        string there = file.IndentationOf(line);
        if (site.Shape == IntentShape.Expression)
        {
            return there;
        }

        bool ownLine = file.BeginsLine(site.Target.Start);
        string expected = Expected();
        return ownLine && there.Length >= expected.Length ? there : expected;

        string Expected()
        {
            if (site.Shape is not IntentShape.Body)
            {
                SyntaxNode around = Braces.Around(file, comment.Start);
                return around == site.Container
                    ? file.IndentationOf(file.LineAt(comment.Start))
                    : OneDeeper(site.Container);
            }

            return OneDeeper(site.Member!);
        }

        string OneDeeper(SyntaxNode node) => file.IndentationOf(file.LineAt(node.SpanStart)) + file.IndentUnit;
    }
}
