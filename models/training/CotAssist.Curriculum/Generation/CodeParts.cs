using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Generation;

/// <summary>Takes a body apart where its steps begin, as far as these are whole statements of it, so that a sample can begin in the middle. Knows no words.</summary>
public static class CodeParts
{
    /// <summary>Runs of statements with their marks; together they are the body. One part when no later step begins a statement.</summary>
    public static ImmutableArray<string> Of(string code)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var block = (BlockSyntax)SyntaxFactory.ParseStatement("{\n" + code + "\n}");
        foreach (var statement in block.Statements)
        {
            var text = statement.ToFullString().Trim('\n');
            if (parts.Count == 0 || text.TrimStart().StartsWith("/*§", StringComparison.Ordinal))
            {
                parts.Add(text);
            }
            else
            {
                parts[^1] += "\n" + text;
            }
        }

        return parts.DrainToImmutable();
    }
}
