using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Primitives;

/// <summary>
/// What the C# parser says of a primitive's signature and class: the member's kind, name and parameters, and every name that wordings may use.
/// </summary>
public sealed class PrimitiveShape
{
    public PrimitiveShape(Primitive primitive)
    {
        var signature = primitive.Signature.TrimEnd(';', ' ');
        IsProperty = signature.EndsWith('}');
        var text = IsProperty ? signature : signature + " { }";
        var header = primitive.Class;
        var wrapper = header is null ? "static class Subject" : header.TrimEnd(';', ' ');
        var root = SyntaxFactory.ParseCompilationUnit($"{wrapper}\n{{\n{text}\n}}");
        Type = root.Members.OfType<TypeDeclarationSyntax>().FirstOrDefault();
        Member = Type?.Members.FirstOrDefault();
        TypeName = Type?.Identifier.Text ?? "Subject";
        TypeIsStatic = header is null || Type is not null && Type.Modifiers.Any(SyntaxKind.StaticKeyword);
        IsValid = Type is not null && Member is MethodDeclarationSyntax or PropertyDeclarationSyntax or ConstructorDeclarationSyntax
            or OperatorDeclarationSyntax or IndexerDeclarationSyntax or ConversionOperatorDeclarationSyntax && !root.ContainsDiagnostics;
        IsStatic = TypeIsStatic || Member is not null && Member.Modifiers.Any(SyntaxKind.StaticKeyword)
            || Member is OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax;
        Name = Member switch
        {
            MethodDeclarationSyntax m => m.Identifier.Text,
            PropertyDeclarationSyntax p => p.Identifier.Text,
            ConstructorDeclarationSyntax c => c.Identifier.Text,
            _ => "",
        };
        Parameters = Member switch
        {
            BaseMethodDeclarationSyntax m => [.. m.ParameterList.Parameters],
            IndexerDeclarationSyntax i => [.. i.ParameterList.Parameters],
            _ => [],
        };
        ReturnType = Member switch
        {
            MethodDeclarationSyntax m => m.ReturnType.ToString(),
            PropertyDeclarationSyntax p => p.Type.ToString(),
            IndexerDeclarationSyntax i => i.Type.ToString(),
            OperatorDeclarationSyntax o => o.ReturnType.ToString(),
            ConversionOperatorDeclarationSyntax o => o.Type.ToString(),
            _ => "void",
        };
        ParameterNames = [.. Parameters.Select(p => p.Identifier.Text)];
        KnownNames = Names(primitive, root);
    }

    public bool IsValid { get; }

    public bool IsProperty { get; }

    public bool IsStatic { get; }

    public bool TypeIsStatic { get; }

    public string TypeName { get; }

    public string Name { get; }

    public string ReturnType { get; }

    public ImmutableArray<ParameterSyntax> Parameters { get; }

    public ImmutableArray<string> ParameterNames { get; }

    /// <summary>The enclosing type, with the member as its only content.</summary>
    public TypeDeclarationSyntax? Type { get; }

    public MemberDeclarationSyntax? Member { get; }

    /// <summary>Everything that braces may name.</summary>
    public ImmutableHashSet<string> KnownNames { get; }

    /// <summary>The member with this body, public, as it stands in its type.</summary>
    public string MemberText(Primitive primitive, string body, string attribute = "", string accessibility = "public ")
    {
        var signature = primitive.Signature.TrimEnd(';', ' ');
        var isStatic = IsStatic && Member is { } m && !m.Modifiers.Any(SyntaxKind.StaticKeyword) ? "static " : "";
        if (IsProperty)
        {
            var open = signature.LastIndexOf('{');
            return $"{attribute}{accessibility}{isStatic}{signature[..open]}{{ get {{\n{body}\n}} }}";
        }

        return $"{attribute}{accessibility}{isStatic}{signature}\n{{\n{body}\n}}";
    }

    private static ImmutableHashSet<string> Names(Primitive primitive, CompilationUnitSyntax root)
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        names.UnionWith(primitive.Literals.Select(l => l.Name));
        names.UnionWith(primitive.Vary.SelectMany(v => v));
        var members = SyntaxFactory.ParseCompilationUnit($"class C {{\n{primitive.Members}\n}}\n{primitive.Types}");
        foreach (var node in root.DescendantNodes().Concat(members.DescendantNodes()))
        {
            var name = node switch
            {
                BaseTypeDeclarationSyntax t => t.Identifier.Text,
                DelegateDeclarationSyntax d => d.Identifier.Text,
                MethodDeclarationSyntax m => m.Identifier.Text,
                PropertyDeclarationSyntax p => p.Identifier.Text,
                EnumMemberDeclarationSyntax e => e.Identifier.Text,
                EventDeclarationSyntax e => e.Identifier.Text,
                ParameterSyntax p => p.Identifier.Text,
                VariableDeclaratorSyntax v => v.Identifier.Text,
                TypeParameterSyntax t => t.Identifier.Text,
                _ => null,
            };
            if (!string.IsNullOrEmpty(name))
            {
                names.Add(name);
            }
        }

        names.UnionWith(root.DescendantNodes().OfType<TupleElementSyntax>().Select(t => t.Identifier.Text).Where(t => t.Length > 0));
        return names.ToImmutable();
    }
}
