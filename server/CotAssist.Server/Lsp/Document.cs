using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>An open file as it stood at one version: immutable, parsed when somebody asks, then only where it changed.</summary>
internal sealed class Document
{
    private readonly SyntaxTree? _basis;
    private readonly Lazy<SyntaxTree> _tree;
    private readonly Lazy<LineMap> _lines;

    private Document(string uri, string languageId, int version, SourceText text, SyntaxTree? basis)
    {
        (Uri, LanguageId, Version, Text, _basis) = (uri, languageId, version, text, basis);
        _lines = new Lazy<LineMap>(() => new LineMap(text));
        _tree = new Lazy<SyntaxTree>(() => basis?.WithChangedText(text) ?? CSharpSyntaxTree.ParseText(text, path: uri));
    }

    public string Uri { get; }

    /// <summary>As the client names it ("csharp").</summary>
    public string LanguageId { get; }

    public int Version { get; }

    public SourceText Text { get; }

    /// <summary>The protocol's lines; Roslyn's end at more characters.</summary>
    public LineMap Lines => _lines.Value;

    public SyntaxTree Tree => _tree.Value;

    public static Document Open(string uri, string languageId, int version, string text) =>
        new(uri, languageId, version, SourceText.From(text), basis: null);

    public Document With(int version, SourceText text) =>
        new(Uri, LanguageId, version, text, _tree.IsValueCreated ? _tree.Value : _basis);

    /// <summary>The smallest change that turns the text into <paramref name="text"/>; null when nothing changes.</summary>
    public TextChange? ChangeTo(string text)
    {
        string old = Text.ToString();
        int prefix = old.AsSpan().CommonPrefixLength(text);
        int suffix = 0;
        int most = Math.Min(old.Length, text.Length) - prefix;
        while (suffix < most && old[^(suffix + 1)] == text[^(suffix + 1)])
        {
            suffix++;
        }

        return old.Length == text.Length && prefix == old.Length
            ? null
            : new TextChange(TextSpan.FromBounds(prefix, old.Length - suffix), text[prefix..^suffix]);
    }
}
