using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>The open files, each at its newest version, and with them the plans not taken into them.</summary>
internal sealed class Documents(PlanBook plans)
{
    private readonly ConcurrentDictionary<string, Document> _open = new();

    /// <exception cref="RpcException">The client has not opened it.</exception>
    public Document Get(TextDocumentIdentifier identifier) =>
        Find(identifier.Uri) ?? throw new RpcException(ErrorCode.InvalidParams, "The file is not open in the editor; open it and try again.");

    public Document? Find(string uri) => _open.GetValueOrDefault(uri);

    /// <summary>No newer version has come.</summary>
    public bool IsCurrent(Document document) => ReferenceEquals(Find(document.Uri), document);

    /// <exception cref="RpcException">A newer version has come.</exception>
    public void ThrowIfStale(Document document)
    {
        if (!IsCurrent(document))
        {
            throw new RpcException(ErrorCode.ContentModified, "The file changed meanwhile.");
        }
    }

    public void Open(DidOpenTextDocumentParams opened)
    {
        plans.Forget(opened.TextDocument.Uri);
        _open[opened.TextDocument.Uri] = FromProtocol.ItemToDocument(opened.TextDocument);
    }

    /// <summary>A document whose change cannot be applied is forgotten: no answer is better than one about another text.</summary>
    public void Change(DidChangeTextDocumentParams changed)
    {
        if (!_open.TryRemove(changed.TextDocument.Uri, out Document? document))
        {
            return;
        }

        foreach (TextDocumentContentChangeEvent change in changed.ContentChanges)
        {
            if (FromProtocol.EventToChange(change, document) is { } edit)
            {
                SourceText text = document.Text.WithChanges(edit);
                document = document.With(changed.TextDocument.Version, text);
                plans.Shift(document.Uri, edit);
            }
        }

        _open[document.Uri] = document.With(changed.TextDocument.Version, document.Text);
    }

    public void Close(DidCloseTextDocumentParams closed)
    {
        _open.TryRemove(closed.TextDocument.Uri, out _);
        plans.Forget(closed.TextDocument.Uri);
    }
}
