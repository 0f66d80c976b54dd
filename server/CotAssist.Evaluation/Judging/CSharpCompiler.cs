using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CotAssist.Evaluation.Judging;

/// <summary>Compiles sources in memory with Roslyn, as a suite's rules ask. Runs nothing.</summary>
internal static class CSharpCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None, preprocessorSymbols: ["DEBUG", "TRACE"]);

    /// <param name="error">The first error, with its line; null when it compiled.</param>
    public static byte[]? Compile(
        OutputKind kind, ImmutableArray<string> sources, IEnumerable<MetadataReference> references, out string? error, CancellationToken cancellation)
    {
        var options = new CSharpCompilationOptions(
            kind, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Annotations,
            generalDiagnosticOption: ReportDiagnostic.Suppress, allowUnsafe: false, deterministic: true, concurrentBuild: false);
        var compilation = CSharpCompilation.Create(
            "Program", sources.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions, cancellationToken: cancellation)), references, options);
        var stream = new MemoryStream();
        var result = compilation.Emit(stream, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), cancellationToken: cancellation);
        error = result.Success ? null : First(result.Diagnostics);
        return result.Success ? stream.ToArray() : null;
    }

    private static string First(ImmutableArray<Diagnostic> diagnostics)
    {
        var first = diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return $"line {first.Location.GetLineSpan().StartLinePosition.Line + 1}: {first.Id} {first.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
