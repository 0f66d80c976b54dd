using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Templates;

/// <summary>Binds primitives and turns them into templates. Entries that do not compile are left out and named.</summary>
public static partial class TemplateBuilder
{
    public static (ImmutableArray<PrimitiveTemplate> Templates, ImmutableArray<Problem> Problems) Build(IReadOnlyList<Primitive> primitives)
    {
        var sources = new List<VariantText>();
        var shapes = primitives.Select(p => new PrimitiveShape(p)).ToList();
        for (var i = 0; i < primitives.Count; i++)
        {
            for (var v = 0; shapes[i].IsValid && v < primitives[i].Variants.Length; v++)
            {
                sources.Add(VariantText.Of(primitives[i], shapes[i], i, v));
            }
        }

        var compilation = CSharpCompilation.Create("templates",
            sources.Select(s => s.Tree).Append(CSharpSyntaxTree.ParseText(References.GlobalUsings, VariantSource.ParseOptions)), References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: true));
        var broken = new HashSet<SyntaxTree>();
        var problems = new List<Problem>();
        foreach (var error in compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            if (error.Location.SourceTree is { } tree && broken.Add(tree))
            {
                var source = sources.Find(s => s.Tree == tree)!;
                problems.Add(new(source.Primitive.File, source.Primitive.Variants[source.Variant].Line, $"{source.Primitive.Id}, variant {source.Variant + 1} does not bind: {error.GetMessage(null)}"));
            }
        }

        var templates = ImmutableArray.CreateBuilder<PrimitiveTemplate>();
        foreach (var group in sources.Where(s => !broken.Contains(s.Tree)).GroupBy(s => s.Index))
        {
            var bound = group.AsParallel().AsOrdered().Select(s => (Source: s, Slots: SlotsOf(s, compilation.GetSemanticModel(s.Tree)))).ToList();
            var (first, slots) = bound[0];
            templates.Add(new PrimitiveTemplate
            {
                Primitive = first.Primitive,
                Shape = shapes[group.Key],
                Header = first.Region(slots.Slots, "header"),
                Members = first.Region(slots.Slots, "members"),
                Types = first.Region(slots.Slots, "types"),
                Signature = first.Region(slots.Slots, "signature"),
                Variants = [.. bound.Select(b => Variant(b.Source, b.Slots.Slots, b.Slots.Elements))],
            });
        }

        return (templates.ToImmutable(), [.. problems]);
    }

    /// <summary>Step marker lines become comments in front of the code they announce, where they survive every rewriting.</summary>
    internal static string WithInlineMarks(string text)
    {
        var result = new StringBuilder();
        var pending = "";
        foreach (var line in text.Split('\n'))
        {
            var marker = CodeVariant.MarkerOf(line);
            if (!marker.IsEmpty)
            {
                pending = $"/*§{string.Join(',', marker)}*/";
                continue;
            }

            if (pending.Length > 0 && line.Trim().Length > 0)
            {
                var indent = line.Length - line.TrimStart().Length;
                result.Append(line, 0, indent).Append(pending).Append(line, indent, line.Length - indent).Append('\n');
                pending = "";
            }
            else
            {
                result.Append(line).Append('\n');
            }
        }

        return result.ToString().TrimEnd('\n');
    }

    private static (List<Slot> Slots, ImmutableHashSet<string> Elements) SlotsOf(VariantText source, SemanticModel model)
    {
        var slots = new List<Slot>();
        var elements = ImmutableHashSet.CreateBuilder<string>();
        var root = source.Tree.GetRoot();
        var subject = source.Member(root) is BaseMethodDeclarationSyntax { ParameterList.Parameters: [{ } first, ..] } ? model.GetDeclaredSymbol(first) as IParameterSymbol : null;
        var elementType = subject is null ? null : ElementOf(subject.Type);
        foreach (var token in root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)))
        {
            if (SymbolOf(token, model) is not { } symbol || NameOf(symbol) != token.ValueText || token.Text != token.ValueText || !symbol.Locations.Any(l => l.IsInSource))
            {
                continue;
            }

            var kind = symbol switch
            {
                IFieldSymbol f when source.Primitive.Literals.Any(l => l.Name == f.Name) => NameKind.Literal,
                IParameterSymbol p when p.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => NameKind.Lambda,
                IParameterSymbol p when p.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction } => NameKind.Local,
                IParameterSymbol => NameKind.Parameter,
                IRangeVariableSymbol => NameKind.Lambda,
                ILocalSymbol { IsForEach: true } => NameKind.Loop,
                ILocalSymbol => NameKind.Local,
                IMethodSymbol { MethodKind: MethodKind.LocalFunction } => NameKind.Local,
                IMethodSymbol m when m.Name == source.Shape.Name && m.MethodKind == MethodKind.Ordinary => NameKind.Self,
                INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor } => NameKind.Type,
                IPropertySymbol p when p.Name == source.Shape.Name && source.Shape.IsProperty => NameKind.Self,
                IFieldSymbol or IPropertySymbol or IMethodSymbol or IEventSymbol => NameKind.Member,
                _ => (NameKind?)null,
            };
            if (kind is null)
            {
                continue;
            }

            slots.Add(new(token.SpanStart, token.Span.Length, token.Text, kind.Value, SiteOf(token)));
            var type = (symbol as ILocalSymbol)?.Type ?? (symbol as IParameterSymbol)?.Type;
            if (kind is NameKind.Lambda or NameKind.Loop && elementType is not null && SymbolEqualityComparer.Default.Equals(type, elementType))
            {
                elements.Add(token.Text);
            }
        }

        return (slots, elements.ToImmutable());
    }

    private static string NameOf(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { SpecialType: SpecialType.System_String } => null,
        INamedTypeSymbol { TypeArguments: [var only] } => only,
        _ => null,
    };

    private static ISymbol? SymbolOf(SyntaxToken token, SemanticModel model)
    {
        var node = token.Parent!;
        var declared = node is IdentifierNameSyntax or GenericNameSyntax ? null : model.GetDeclaredSymbol(node);
        return declared ?? (node is SimpleNameSyntax name ? model.GetSymbolInfo(name).Symbol : null);
    }

    private static SlotSite SiteOf(SyntaxToken token)
    {
        if (token.Parent is not IdentifierNameSyntax name)
        {
            return SlotSite.NameOnly;
        }

        return name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == name => SlotSite.Receiver,
            ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax => SlotSite.Receiver,
            ArgumentSyntax { RefKindKeyword.RawKind: 0 } => SlotSite.Free,
            EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ForEachStatementSyntax or ParenthesizedExpressionSyntax => SlotSite.Free,
            AssignmentExpressionSyntax assignment => assignment.Right == name ? SlotSite.Free : SlotSite.NameOnly,
            BinaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.PreIncrementExpression and not (int)SyntaxKind.PreDecrementExpression }
                or ConditionalExpressionSyntax or IsPatternExpressionSyntax or SwitchExpressionSyntax or CastExpressionSyntax or RangeExpressionSyntax => SlotSite.Operand,
            SpreadElementSyntax or ExpressionElementSyntax or InitializerExpressionSyntax => SlotSite.Free,
            InterpolationSyntax => SlotSite.Operand,
            _ => SlotSite.NameOnly,
        };
    }

    private static VariantTemplate Variant(VariantText source, List<Slot> slots, ImmutableHashSet<string> elements)
    {
        var body = source.Region(slots, "body");
        var root = source.Tree.GetRoot();
        var (start, _) = source.Regions["body"];
        var block = source.Member(root)?.DescendantNodes().OfType<BlockSyntax>().FirstOrDefault(b => b.SpanStart < start && b.Span.End > start && b.OpenBraceToken.Span.End >= start - 2);
        var statements = block?.Statements ?? default;
        var last = statements.LastOrDefault() as ReturnStatementSyntax;
        var straight = last?.Expression is not null
            && !block!.DescendantNodes(n => n is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
                .Any(n => n is ReturnStatementSyntax r && r != last || n is YieldStatementSyntax);
        var lead = Template.Empty;
        var result = Template.Empty;
        var resultMark = "";
        string? local = null;
        if (straight)
        {
            var mark = last!.GetLeadingTrivia().FirstOrDefault(t => t.ToString().StartsWith("/*§", StringComparison.Ordinal));
            var begin = mark.RawKind != 0 ? mark.SpanStart : last.SpanStart;
            resultMark = mark.ToString();
            lead = body.Slice(0, begin - start).TrimEnd();
            result = body.Slice(last.Expression!.SpanStart - start, last.Expression.Span.End - start);
            if (last.Expression is IdentifierNameSyntax { Identifier.Text: var name } && slots.Any(s => s.Name == name && s.Kind == NameKind.Local)
                && statements.OfType<LocalDeclarationStatementSyntax>().Any(d => d.Declaration.Variables.Any(v => v.Identifier.Text == name)))
            {
                local = name;
            }
        }

        return new VariantTemplate
        {
            Number = source.Variant,
            Body = body,
            IsStraight = straight,
            Expression = straight && statements.Count == 1 && source.Primitive.Steps.Length <= 1 ? result : null,
            Lead = lead,
            Result = result,
            ResultMark = resultMark,
            ResultLocal = local,
            ElementNames = elements,
            Identifiers = [.. IdentifierPattern().Matches(body.Text).Select(m => m.Value)],
            CallsItself = body.Slots.Any(s => s.Kind == NameKind.Self),
        };
    }

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex IdentifierPattern();

    /// <summary>The compilable text of a variant, with the places of its parts.</summary>
    private sealed record VariantText(Primitive Primitive, PrimitiveShape Shape, int Index, int Variant, SyntaxTree Tree, Dictionary<string, (int Start, int End)> Regions)
    {
        public static VariantText Of(Primitive p, PrimitiveShape shape, int index, int variant)
        {
            var text = new StringBuilder();
            var regions = new Dictionary<string, (int, int)>();
            text.Append("namespace ").Append(VariantSource.Namespace(index, variant)).Append("\n{\n");
            Add("types", p.Types);
            text.Append('\n');
            if (p.Class is null)
            {
                text.Append("static class Subject");
                Add("header", "");
            }
            else
            {
                Add("header", p.Class.TrimEnd(';', ' '));
            }

            text.Append("\n{\n");
            Add("members", p.Members);
            text.Append('\n');
            foreach (var literal in p.Literals)
            {
                text.Append("private const ").Append(literal.Type).Append(' ').Append(literal.Name).Append(" = ").Append(literal.First).Append(";\n");
            }

            var signature = p.Signature.TrimEnd(';', ' ');
            var prefix = shape.IsStatic && !shape.Member!.Modifiers.Any(SyntaxKind.StaticKeyword) ? "public static " : "public ";
            var head = shape.IsProperty ? signature[..signature.LastIndexOf('{')].TrimEnd() : signature;
            text.Append(prefix);
            Add("signature", head);
            text.Append(shape.IsProperty ? " { get {\n" : "\n{\n");
            Add("body", WithInlineMarks(p.Variants[variant].Text));
            text.Append(shape.IsProperty ? "\n} }\n}\n}\n" : "\n}\n}\n}\n");
            return new(p, shape, index, variant, CSharpSyntaxTree.ParseText(text.ToString(), VariantSource.ParseOptions), regions);

            void Add(string region, string part)
            {
                regions[region] = (text.Length, text.Length + part.Length);
                text.Append(part);
            }
        }

        public MemberDeclarationSyntax? Member(SyntaxNode root)
        {
            var (start, end) = Regions["signature"];
            return root.DescendantNodes().OfType<MemberDeclarationSyntax>().LastOrDefault(m => m is not BaseTypeDeclarationSyntax and not NamespaceDeclarationSyntax && m.SpanStart <= start && m.Span.End > end);
        }

        public Template Region(List<Slot> slots, string region)
        {
            var (start, end) = Regions[region];
            return new(Tree.ToString()[start..end], [.. slots.Where(s => s.Start >= start && s.End <= end).Select(s => s with { Start = s.Start - start })]);
        }
    }
}
