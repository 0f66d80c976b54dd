using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Says whether code may be shown: it must parse, and where references are at hand, bind.</summary>
/// <param name="references">Reference assemblies of the target framework; empty: syntax only.</param>
public sealed class CodeChecker(ImmutableArray<MetadataReference> references)
{
    /// <summary>What a project's other files may declare: unresolved names and members.</summary>
    private static readonly ImmutableHashSet<string> Unresolved = ["CS0103", "CS0117", "CS0234", "CS0246", "CS1061"];

    /// <summary>Errors about paths through a member, reported at its name or at a use outside of the code that causes them.</summary>
    private static readonly ImmutableHashSet<string> OfWholeMember = ["CS0161", "CS0165", "CS0177", "CS1643"];

    /// <summary>Not all paths return a value: of a method, of a lambda.</summary>
    private static readonly ImmutableHashSet<string> MissingReturn = ["CS0161", "CS1643"];

    /// <summary>The SDK's implicit usings (Microsoft.NET.Sdk, ImplicitUsings enable).</summary>
    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """);

    /// <summary>Namespaces of the class library that helper code uses and that are not among the implicit usings.</summary>
    private static readonly string[] Qualifiable =
    [
        "System.Text", "System.Globalization", "System.Text.RegularExpressions", "System.Diagnostics", "System.Collections.Concurrent", "System.Numerics", "System.Security.Cryptography", "System.Net",
        "System.Collections.Immutable", "System.Text.Json", "System.Runtime.InteropServices", "System.Runtime.CompilerServices", "System.Collections",
    ];

    private readonly CSharpCompilation library = Compilation(references, OutputKind.DynamicallyLinkedLibrary);
    private readonly CSharpCompilation program = Compilation(references, OutputKind.ConsoleApplication);

    /// <summary>
    /// Errors that applying <paramref name="change"/> brings in; empty when the code may be shown. Then, what makes it doubtful:
    /// something that compiles and that nobody writes on purpose; null when there is nothing.
    /// Names that the rest of the project may declare are no errors in a file that already uses such names.
    /// </summary>
    /// <param name="memberGoesOn">More statements may follow the code: a path that does not return yet is no error, and what nothing reads yet is not doubtful.</param>
    /// <param name="plan">A person's, which the code follows: a parameter that it passes over while it names others need not be read. Null when there is none.</param>
    public (ImmutableArray<CodeProblem> Errors, CodeProblem? Doubt) Check(SyntaxTree tree, TextChange change, CancellationToken cancellation, bool memberGoesOn = false, Plan? plan = null)
    {
        var (root, span) = Changed(tree, change, cancellation);
        var before = Errors(tree.GetDiagnostics(cancellation)).Count();
        var syntax = Errors(root.SyntaxTree.GetDiagnostics(cancellation)).ToList();
        var broken = syntax.Where(error => error.Location.SourceSpan.IntersectsWith(span)).ToList();
        if (broken.Count > 0 || syntax.Count > before)
        {
            return ([.. (broken.Count > 0 ? broken : syntax).Select(error => Problem(error, span, root.SyntaxTree))], null);
        }

        if (references.IsEmpty)
        {
            return ([], null);
        }

        var model = ModelOf(root);
        var member = MemberAround(root, span);
        var diagnostics = model.GetDiagnostics(member.Span, cancellation);
        var errors = Errors(diagnostics)
            .Where(error => error.Location.SourceSpan.IntersectsWith(span) || OfWholeMember.Contains(error.Id))
            .ToList();
        if (memberGoesOn)
        {
            errors.RemoveAll(error => MissingReturn.Contains(error.Id));
        }

        var below = Errors(diagnostics).Where(error => IsBelow(error, span)).ToList();
        var broughtIn = below.Count == 0 ? [] : NotAmong(ErrorsBefore(tree, change, cancellation), below);
        errors.AddRange(broughtIn);
        if (errors.Exists(error => Unresolved.Contains(error.Id))
            && Errors(model.GetDiagnostics(cancellationToken: cancellation)).Any(error => Unresolved.Contains(error.Id) && !error.Location.SourceSpan.IntersectsWith(span) && !broughtIn.Exists(own => own.Location == error.Location)))
        {
            errors.RemoveAll(error => Unresolved.Contains(error.Id) && !IsCertainlyMissing(error, root));
        }

        return errors.Count == 0
            ? ([], CodeDoubts.First(model, member, span, diagnostics, memberGoesOn, plan) ?? Undeclared(below, root))
            : ([.. errors.Select(error => Problem(error, span, root.SyntaxTree))], null);
    }

    /// <summary>Of code that stands below the change and not of the member's paths as a whole.</summary>
    private static bool IsBelow(Diagnostic error, TextSpan code) => error.Location.SourceSpan.Start >= code.End && !OfWholeMember.Contains(error.Id);

    /// <summary>A variable that stands below and that the code was to make.</summary>
    private static CodeProblem? Undeclared(IEnumerable<Diagnostic> below, CompilationUnitSyntax root) =>
        below.FirstOrDefault(error => error.Id == "CS0103" && IsCertainlyMissing(error, root)) is { } missing
            ? new($"'{root.FindNode(missing.Location.SourceSpan)}' is used below, and nothing declares it.", null)
            : null;

    private List<Diagnostic> ErrorsBefore(SyntaxTree tree, TextChange change, CancellationToken cancellation)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellation);
        return [.. Errors(ModelOf(root).GetDiagnostics(MemberAround(root, change.Span).Span, cancellation))];
    }

    /// <summary>What the change has brought in: places move, so that an error is known by what it says.</summary>
    private static List<Diagnostic> NotAmong(List<Diagnostic> before, List<Diagnostic> errors)
    {
        var known = before.ConvertAll(Said);
        return [.. errors.Where(error => !known.Remove(Said(error)))];

        static (string, string) Said(Diagnostic error) => (error.Id, error.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// The change with types of the class library written in full (<c>System.Globalization.CultureInfo</c>) where the file
    /// does not import their namespace (code stands at the caret, and directives at the top are out of its reach), and with
    /// a number behind the variables whose names are taken.
    /// </summary>
    public CompletedNames CompleteNames(SyntaxTree tree, TextChange change, CancellationToken cancellation)
    {
        var (root, span) = Changed(tree, change, cancellation);
        var member = MemberAround(root, span);
        if (references.IsEmpty || !TakenNames.Possible(member, span) && !root.DescendantNodes(span).OfType<SimpleNameSyntax>().Any(name => span.Contains(name.Span) && NamespaceOf(name) is not null))
        {
            return CompletedNames.Of(change, []);
        }

        var errors = Errors(ModelOf(root).GetDiagnostics(member.Span, cancellation)).ToList();
        var namespaces = errors.Where(error => error.Id is "CS0103" or "CS0246" && span.Contains(error.Location.SourceSpan))
            .Select(error => root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true)).OfType<SimpleNameSyntax>()
            .Where(name => name.Parent is not QualifiedNameSyntax).Select(name => (At: name.SpanStart, Namespace: NamespaceOf(name)))
            .Where(found => found.Namespace is not null).Select(found => (found.At, Text: found.Namespace + "."));
        var numbers = TakenNames.Numbers(member, span, errors).ToList();
        var taken = numbers.Select(number => (Name: root.FindToken(number.At - 1), number.Text))
            .Select(found => new CodeProblem($"The name '{found.Name.ValueText}' was taken, so it is '{found.Name.ValueText}{found.Text}' now.", found.Name.SpanStart - span.Start)).FirstOrDefault();
        return CompletedNames.Of(change, [.. namespaces.Concat(numbers).Distinct().OrderBy(found => found.At).Select(found => (found.At - span.Start, found.Text))], taken);
    }

    private static (CompilationUnitSyntax Root, TextSpan Span) Changed(SyntaxTree tree, TextChange change, CancellationToken cancellation) =>
        ((CompilationUnitSyntax)tree.WithChangedText(tree.GetText(cancellation).WithChanges(change)).GetRoot(cancellation), new TextSpan(change.Span.Start, change.NewText?.Length ?? 0));

    private SemanticModel ModelOf(CompilationUnitSyntax root) =>
        (root.Members.Any(SyntaxKind.GlobalStatement) ? program : library).AddSyntaxTrees(root.SyntaxTree).GetSemanticModel(root.SyntaxTree);

    private string? NamespaceOf(SimpleNameSyntax name) => name.Identifier.ValueText is [var first, ..] && char.IsUpper(first)
        ? Qualifiable.FirstOrDefault(space => library.GetTypeByMetadataName($"{space}.{name.Identifier.ValueText}{(name is GenericNameSyntax generic ? "`" + generic.Arity.ToString(CultureInfo.InvariantCulture) : "")}") is { DeclaredAccessibility: Accessibility.Public })
        : null;

    /// <summary>A name like a local's or a field's, in a type that no other file and no base type can add to.</summary>
    private static bool IsCertainlyMissing(Diagnostic error, CompilationUnitSyntax root)
    {
        var place = root.FindNode(error.Location.SourceSpan);
        return error.Id == "CS0103" && place is SimpleNameSyntax { Identifier.ValueText: [var first, ..] } && !char.IsUpper(first)
            && place.Ancestors().OfType<TypeDeclarationSyntax>().All(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword) && (type.BaseList is null || IsInterfaceName(type.BaseList)));

        static bool IsInterfaceName(BaseListSyntax bases) => bases.Types.All(type => type.Type.ToString() is ['I', var second, ..] && char.IsUpper(second));
    }

    private static CSharpCompilation Compilation(ImmutableArray<MetadataReference> references, OutputKind kind) =>
        CSharpCompilation.Create("checked", [ImplicitUsings], references, new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations));

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The innermost member that holds the whole span; the file where there is none.</summary>
    private static SyntaxNode MemberAround(CompilationUnitSyntax root, TextSpan span) =>
        root.FindNode(span, getInnermostNodeForTie: false).AncestorsAndSelf()
            .FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax && node.Span.Contains(span)) ?? root;

    private static CodeProblem Problem(Diagnostic error, TextSpan code, SyntaxTree tree)
    {
        var start = error.Location.SourceSpan.Start;
        return new(Sentence(error, code, tree), start >= code.Start && start < code.End ? start - code.Start : null);
    }

    private static string Sentence(Diagnostic error, TextSpan code, SyntaxTree tree)
    {
        var text = tree.GetText();
        var first = Enumerable.Range(code.Start, code.Length).FirstOrDefault(at => !char.IsWhiteSpace(text[at]), code.Start);
        var line = text.Lines.IndexOf(error.Location.SourceSpan.Start) - text.Lines.IndexOf(first) + 1;
        var where = error.Location.SourceSpan.IntersectsWith(code) ? $" (line {line.ToString(CultureInfo.InvariantCulture)} of the code, {error.Id})"
            : IsBelow(error, code) ? $" (in what stands below it, {error.Id})" : $" ({error.Id})";
        return error.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.') + where + ".";
    }
}
