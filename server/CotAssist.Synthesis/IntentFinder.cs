using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Finds the comments that ask for code in a C# syntax tree. Knows no prompt and no model.</summary>
public static class IntentFinder
{
    /// <summary>
    /// The intent at a caret: inside the comment, or where its code goes (below it, in the empty body, behind <c>=&gt;</c> or <c>var x = </c>).
    /// </summary>
    /// <param name="position">UTF-16 offset.</param>
    /// <returns>Null when no comment there asks for code.</returns>
    public static Intent? FindAt(SyntaxTree tree, int position, CancellationToken cancellation)
    {
        var file = new SourceFile(tree, cancellation);
        var comments = new CommentReader(file);
        position = Math.Clamp(position, 0, file.Text.Length);

        if (comments.At(position) is { } inside)
        {
            inside = comments.WithCommentOfMember(inside);
            return inside.AsksForCode && CommentSite.Of(inside, file) is { } site ? IntentBuilder.Build(inside, site, file) : null;
        }

        return CaretSite.Of(position, file, comments) is var (comment, place) && comment.AsksForCode
            ? IntentBuilder.Build(comment, place, file)
            : null;
    }

    /// <summary>Every comment of the file that visibly waits for code: above an empty body, or with nothing below it in its block.</summary>
    public static ImmutableArray<Intent> FindAll(SyntaxTree tree, CancellationToken cancellation)
    {
        var file = new SourceFile(tree, cancellation);
        var comments = new CommentReader(file);
        var found = ImmutableArray.CreateBuilder<Intent>();
        foreach (CommentBlock read in comments.All())
        {
            cancellation.ThrowIfCancellationRequested();
            CommentBlock comment = comments.WithCommentOfMember(read);
            if (comment.AsksForCode && !RequestFilter.ExcusesNothing(comment.Text)
                && CommentSite.Of(comment, file) is { } site && CommentSite.IsWaiting(site, file)
                && !found.Any(intent => intent.Target == site.Target))
            {
                found.Add(IntentBuilder.Build(comment, site, file));
            }
        }

        return found.ToImmutable();
    }
}
