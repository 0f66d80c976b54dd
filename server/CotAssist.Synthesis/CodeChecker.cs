using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Says whether code may be shown: it must parse, and where references are at hand, bind.</summary>
/// <param name="references">Reference assemblies of the target framework; empty: syntax only.</param>
public sealed class CodeChecker(ImmutableArray<MetadataReference> references)
{
    /// <summary>
    /// Errors that applying <paramref name="change"/> brings in, one sentence each; empty when the code may be shown.
    /// Names that the rest of the project may declare are no errors in a file that already uses such names.
    /// </summary>
    public ImmutableArray<string> Check(SyntaxTree tree, TextChange change, CancellationToken cancellation) => throw new NotImplementedException();
}
