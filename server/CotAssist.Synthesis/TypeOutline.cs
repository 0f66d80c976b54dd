using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Synthesis;

/// <summary>
/// Writes the types of a file as a model reads them: one line a header or member, members indented by two blanks, bodies,
/// attributes and accessibility left out.
/// </summary>
internal static partial class TypeOutline
{
    private const int LongestValue = 60;

    /// <summary>
    /// The types that <paramref name="mentions"/> names or <paramref name="comment"/> speaks of ("order lines" is OrderLine),
    /// and those named in turn by them or derived from them, then the enclosing ones: the nearest last.
    /// <paramref name="written"/> is the member being written, which is left out.
    /// </summary>
    public static ImmutableArray<string> Around(SyntaxNode root, SyntaxNode? place, SyntaxNode? written, string mentions, string comment)
    {
        MemberDeclarationSyntax[] enclosing = place is null ? [] : [.. place.AncestorsAndSelf().Where(IsType).Cast<MemberDeclarationSyntax>().Reverse()];
        var lines = enclosing.ToDictionary(type => type, type => Outline(type, written, inside: true));

        MemberDeclarationSyntax[] others = [.. root.DescendantNodes(node => node is not BlockSyntax).Where(IsType).Cast<MemberDeclarationSyntax>().Except(enclosing)];
        HashSet<string> direct = Names(mentions, lines.Values.SelectMany(outline => outline));
        MemberDeclarationSyntax[] named = [.. others.Where(type => direct.Contains(NameOf(type)) || SpeaksOf(comment, NameOf(type)))];
        foreach (MemberDeclarationSyntax type in named)
        {
            lines[type] = Outline(type, written, inside: false);
        }

        HashSet<string> indirect = Names("", named.SelectMany(type => lines[type]));
        MemberDeclarationSyntax[] namedInTurn = [.. others.Except(named).Where(type => indirect.Contains(NameOf(type)) || named.Any(general => DerivesFrom(type, NameOf(general))))];
        foreach (MemberDeclarationSyntax type in namedInTurn)
        {
            lines[type] = Outline(type, written, inside: false);
        }

        return [.. namedInTurn.Concat(named).Concat(enclosing).SelectMany(type => lines[type])];
    }

    /// <summary>"OrderLine" as people write it: in words, in any case, one or several.</summary>
    private static bool SpeaksOf(string comment, string name)
    {
        string words = WordStart().Replace(name, " ").Trim();
        string several = words.EndsWith('y') ? $"(?:{words}|{words[..^1]}ie)s?" : words + "(?:e?s)?";
        return words.Length > 2 && Regex.IsMatch(comment, $@"\b{several}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    private static bool DerivesFrom(MemberDeclarationSyntax type, string name) =>
        type is TypeDeclarationSyntax { BaseList: { } bases } && bases.Types.Any(general => general.Type.ToString() == name);

    private static bool IsType(SyntaxNode node) => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax function ? function.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text;

    private static HashSet<string> Names(string text, IEnumerable<string> lines) =>
        [.. lines.Prepend(text).SelectMany(line => Identifier().Matches(line)).Select(match => match.Value)];

    private static ImmutableArray<string> Outline(MemberDeclarationSyntax type, SyntaxNode? written, bool inside)
    {
        switch (type)
        {
            case EnumDeclarationSyntax values:
                return [$"enum {values.Identifier.Text}{Bases(values)} {{ {string.Join(", ", values.Members.Select(ValueOf))} }}"];
            case DelegateDeclarationSyntax function:
                return [Header(function.Modifiers, function, function.SemicolonToken.SpanStart)];
            case TypeDeclarationSyntax { } declaration:
                IEnumerable<string> members = declaration.Members
                    .Where(member => member != written && (inside || IsVisible(member, declaration)))
                    .OrderBy(Rank)
                    .SelectMany(Lines)
                    .Select(line => "  " + line);
                return [TypeHeader(declaration), .. members];
            default:
                return [];
        }
    }

    /// <summary>Data first, then constructors, then the rest, each in the order of the file.</summary>
    private static int Rank(MemberDeclarationSyntax member) => member switch
    {
        BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax => 0,
        ConstructorDeclarationSyntax => 1,
        _ => 2,
    };

    private static bool IsVisible(MemberDeclarationSyntax member, TypeDeclarationSyntax type) =>
        type is InterfaceDeclarationSyntax || member.Modifiers.Any(modifier =>
            modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);

    private static IEnumerable<string> Lines(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case BaseFieldDeclarationSyntax field:
                string kind = field is EventFieldDeclarationSyntax ? "event " : "";
                return field.Declaration.Variables.Select(variable =>
                    $"{Modifiers(field.Modifiers)}{kind}{Plain(field.Declaration.Type)} {variable.Identifier.Text}{Value(" = ", variable.Initializer?.Value)}");
            case PropertyDeclarationSyntax property:
                return [Bare(property.Modifiers, property) + Accessors(property.AccessorList, property.ExpressionBody) + Value(" = ", property.Initializer?.Value)];
            case IndexerDeclarationSyntax indexer:
                return [Bare(indexer.Modifiers, indexer) + Accessors(indexer.AccessorList, indexer.ExpressionBody)];
            case BasePropertyDeclarationSyntax property:
                return [Bare(property.Modifiers, property)];
            case DestructorDeclarationSyntax:
                return [];
            case BaseMethodDeclarationSyntax method:
                return [Bare(method.Modifiers, method) + Value(" => ", method.ExpressionBody?.Expression)];
            default:
                return [];
        }
    }

    private static string Bare(SyntaxTokenList modifiers, SyntaxNode member)
    {
        string header = MemberHeader.Of(member);
        string all = MemberHeader.OneLine(modifiers);
        return Modifiers(modifiers) + header[all.Length..].TrimStart();
    }

    private static string Header(SyntaxTokenList modifiers, SyntaxNode node, int end)
    {
        int from = modifiers.Count > 0 ? modifiers[^1].Span.End : FirstBehindAttributes(node);
        return Modifiers(modifiers) + MemberHeader.OneLine(node.DescendantTokens().Where(token => token.SpanStart >= from && token.Span.End <= end));
    }

    private static int FirstBehindAttributes(SyntaxNode node) =>
        node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault()?.Span.End ?? node.SpanStart;

    private static string TypeHeader(TypeDeclarationSyntax type)
    {
        int end = type.OpenBraceToken.Span.Length > 0 ? type.OpenBraceToken.SpanStart
            : type.SemicolonToken.Span.Length > 0 ? type.SemicolonToken.SpanStart
            : type.Span.End;
        return Header(type.Modifiers, type, end);
    }

    private static string Modifiers(SyntaxTokenList modifiers) => string.Concat(
        from modifier in modifiers
        where modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.ConstKeyword
            or SyntaxKind.OverrideKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.RequiredKeyword or SyntaxKind.RefKeyword
        select modifier.Text + " ");

    private static string Accessors(AccessorListSyntax? list, ArrowExpressionClauseSyntax? arrow)
    {
        if (list is not null)
        {
            return $" {{ {string.Concat(list.Accessors.Select(accessor => accessor.Keyword.Text + "; "))}}}";
        }

        string value = Value(" => ", arrow?.Expression);
        return value.Length > 0 ? value : " { get; }";
    }

    private static string Value(string prefix, ExpressionSyntax? value)
    {
        string text = value is null || value.Span.Length == 0 ? "" : Plain(value);
        return text.Length is 0 or > LongestValue || value is ThrowExpressionSyntax ? "" : prefix + text;
    }

    private static string Plain(SyntaxNode node) => MemberHeader.OneLine(node.DescendantTokens());

    private static string Bases(EnumDeclarationSyntax values) => values.BaseList is null ? "" : " " + Plain(values.BaseList);

    private static string ValueOf(EnumMemberDeclarationSyntax member) =>
        member.Identifier.Text + Value(" = ", member.EqualsValue?.Value);

    [GeneratedRegex(@"(?<=[\p{Ll}\d])(?=\p{Lu})")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Identifier();
}
