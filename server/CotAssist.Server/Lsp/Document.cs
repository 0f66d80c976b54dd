using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>One version of an open document; its tree is parsed when first asked for, incrementally from the version before.</summary>
internal sealed class Document
{
    private readonly Lazy<SyntaxTree> tree;

    public Document(string uri, string languageId, int version, SourceText text)
        : this(uri, languageId, version, text, new Lazy<SyntaxTree>(() => CSharpSyntaxTree.ParseText(text)))
    {
    }

    private Document(string uri, string languageId, int version, SourceText text, Lazy<SyntaxTree> tree) =>
        (Uri, LanguageId, Version, Text, this.tree) = (uri, languageId, version, text, tree);

    public string Uri { get; }

    public string LanguageId { get; }

    public int Version { get; }

    public SourceText Text { get; }

    public SyntaxTree Tree => tree.Value;

    public Document With(int version, IReadOnlyList<TextDocumentContentChangeEvent> changes)
    {
        var text = Text;
        foreach (var change in changes)
        {
            text = change.Range is { } range
                ? text.WithChanges(new TextChange(FromProtocol.RangeToSpan(range, text), change.Text))
                : SourceText.From(change.Text);
        }

        // A tree that nobody asked for is not worth parsing just to reparse it.
        var known = tree.IsValueCreated ? tree.Value : null;
        return new Document(Uri, LanguageId, version, text, new Lazy<SyntaxTree>(() => known?.WithChangedText(text) ?? CSharpSyntaxTree.ParseText(text)));
    }
}
