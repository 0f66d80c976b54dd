using System.Globalization;
using System.Text;
using CotAssist.Curriculum.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Curriculum.Checking;

/// <summary>A variant of a primitive as a compilable file with its tests, in a namespace of its own; line directives point into the teacher's file.</summary>
internal static class VariantSource
{
    public static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    public static string Namespace(int primitive, int variant) => string.Create(CultureInfo.InvariantCulture, $"P{primitive}.V{variant}");

    public static SyntaxTree Build(Primitive primitive, PrimitiveShape shape, int number, int variant)
    {
        var text = new StringBuilder();
        text.Append("#line hidden\nnamespace ").Append(Namespace(number, variant)).Append("\n{\n");
        var inside = shape.TypeIsStatic;
        var generic = shape.Type?.TypeParameterList is not null;
        if (!inside && !generic)
        {
            text.Append("using static ").Append(Namespace(number, variant)).Append('.').Append(shape.TypeName).Append(";\n");
        }

        Mapped(primitive.Types, primitive.TypesLine);
        Line(primitive.Line);
        text.Append(primitive.Class?.TrimEnd(';', ' ') ?? "static class Subject").Append("\n{\n");
        Mapped(primitive.Members, primitive.MembersLine);
        Line(primitive.SignatureLine);
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"#line {primitive.Variants[variant].Line} \"{primitive.File}\"\n");
        body.Append(primitive.Variants[variant].Text).Append("\n#line hidden");
        text.Append(shape.MemberText(primitive, body.ToString(), "[global::CurriculumSubject] ")).Append('\n');
        if (inside)
        {
            Tests();
        }

        text.Append("\n}\n");
        if (!inside)
        {
            text.Append("public static class CurriculumTests\n{\n");
            Tests();
            text.Append("\n}\n");
        }

        text.Append("}\n");
        var tree = CSharpSyntaxTree.ParseText(text.ToString(), ParseOptions, path: Namespace(number, variant));
        return WithLiterals(tree, primitive);

        void Line(int line) => text.Append(CultureInfo.InvariantCulture, $"#line {Math.Max(1, line)} \"{primitive.File}\"\n");

        void Mapped(string block, int line)
        {
            if (block.Length > 0)
            {
                Line(line);
                text.Append(block).Append("\n#line hidden\n");
            }
        }

        void Tests()
        {
            for (var i = 0; i < primitive.Tests.Length; i++)
            {
                var (test, line) = primitive.Tests[i];
                text.Append(CultureInfo.InvariantCulture, $"public static bool CurriculumTest{i}()\n{{\n");
                Line(line);
                text.Append(test.TrimEnd().EndsWith(';') || test.TrimEnd().EndsWith('}') && test.Contains("return", StringComparison.Ordinal) ? test : $"return ({test});").Append("\n#line hidden\n}\n");
            }

            foreach (var (name, (values, line)) in primitive.Inputs)
            {
                if (shape.Parameters.FirstOrDefault(p => p.Identifier.Text == name)?.Type is not { } type || IsGeneric(type, shape))
                {
                    continue;
                }

                text.Append(CultureInfo.InvariantCulture, $"public static System.Array CurriculumInput_{name}() => new {ElementType(type)}[]\n{{\n");
                Line(line);
                text.AppendJoin(", ", values).Append("\n#line hidden\n};\n");
            }
        }
    }

    private static string ElementType(TypeSyntax type) => type.ToString().TrimEnd('?') is var text && type is NullableTypeSyntax ? text + "?" : type.ToString();

    private static bool IsGeneric(TypeSyntax type, PrimitiveShape shape)
    {
        var parameters = shape.Type!.DescendantNodes().OfType<TypeParameterSyntax>().Select(t => t.Identifier.Text).ToHashSet();
        return type.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => parameters.Contains(n.Identifier.Text))
            || type.ToString().Contains("Span<", StringComparison.Ordinal);
    }

    /// <summary>The literals' names replaced by the tests' values.</summary>
    private static SyntaxTree WithLiterals(SyntaxTree tree, Primitive primitive)
    {
        if (primitive.Literals.IsEmpty)
        {
            return tree;
        }

        var values = primitive.Literals.ToDictionary(l => l.Name, l => l.First);
        var changes = Occurrences(tree.GetRoot(), values.Keys)
            .Select(token => new TextChange(token.Span, values[token.Text].StartsWith('-') ? $"({values[token.Text]})" : values[token.Text]));
        return tree.WithChangedText(tree.GetText().WithChanges(changes));
    }

    /// <summary>Where literals' names stand as values.</summary>
    public static IEnumerable<SyntaxToken> Occurrences(SyntaxNode root, IReadOnlyCollection<string> names) =>
        root.DescendantTokens()
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && names.Contains(t.Text))
            .Where(t => t.Parent is IdentifierNameSyntax name
                && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
                && name.Parent is not NameColonSyntax and not NameEqualsSyntax and not MemberBindingExpressionSyntax);
}
