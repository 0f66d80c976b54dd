using System.Collections.Immutable;
using CotAssist.Curriculum.Checking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Generation;

/// <summary>
/// Says whether a finished file parses and binds. Every file is a compilation of its own; the references' symbols are read once and shared. Safe for many threads.
/// </summary>
public sealed class SampleBinder
{
    private static readonly ImmutableHashSet<string> Ignored =
    [
        "CS8019", "CS5001", // no entry point: the file is a library
        "CS0161", "CS0177", // a turn's method is not finished yet
    ];

    private readonly CSharpCompilation _library = CSharpCompilation.Create("sample",
        [CSharpSyntaxTree.ParseText(References.GlobalUsings, VariantSource.ParseOptions)], References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private readonly CSharpCompilation _program;

    public SampleBinder()
    {
        _program = _library.WithOptions(_library.Options.WithOutputKind(OutputKind.ConsoleApplication));

        // Reads the references once; compilations derived from these share them.
        _ = _library.GetSpecialType(SpecialType.System_Object);
        _ = _program.GetSpecialType(SpecialType.System_Object);
    }

    /// <summary>The first syntax error; null when the file parses.</summary>
    public static string? SyntaxError(string file) =>
        CSharpSyntaxTree.ParseText(file, VariantSource.ParseOptions).GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error ? $"{error.Id} {error.GetMessage(null)}" : null;

    /// <summary>The first error; null when the file binds.</summary>
    public string? Error(string file)
    {
        var tree = CSharpSyntaxTree.ParseText(file, VariantSource.ParseOptions);
        var root = (Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax)tree.GetRoot();
        var topLevel = root.Members.Any(SyntaxKind.GlobalStatement);
        var compilation = (topLevel ? _program : _library).AddSyntaxTrees(tree);
        var diagnostics = tree.GetDiagnostics().Concat(compilation.GetSemanticModel(tree).GetDiagnostics());
        return diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error && !Ignored.Contains(d.Id)) is { } error
            ? $"{error.Id} {error.GetMessage(null)}"
            : null;
    }
}
