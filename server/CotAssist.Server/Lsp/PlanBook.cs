using System.Collections.Concurrent;
using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp;

/// <summary>
/// The plans that do not stand in their files: exactly one for a document and intent, forgotten with them. An intent is
/// known again across edits by its comment and its member's header.
/// </summary>
internal sealed class PlanBook
{
    private readonly ConcurrentDictionary<(string Uri, string Comment, string? Signature), PlanEntry> entries = [];

    public PlanEntry? Find(Document document, Intent intent) => entries.GetValueOrDefault(KeyOf(document, intent));

    public void Put(Document document, Intent intent, PlanEntry entry) => entries[KeyOf(document, intent)] = entry;

    public void Forget(string uri)
    {
        foreach (var key in entries.Keys.Where(key => key.Uri == uri))
        {
            entries.TryRemove(key, out _);
        }
    }

    /// <summary>Forgets what no comment of the document asks for any more.</summary>
    public void Keep(Document document, IEnumerable<Intent> intents)
    {
        var kept = intents.Select(intent => KeyOf(document, intent)).ToHashSet();
        foreach (var key in entries.Keys.Where(key => key.Uri == document.Uri && !kept.Contains(key)))
        {
            entries.TryRemove(key, out _);
        }
    }

    private static (string, string, string?) KeyOf(Document document, Intent intent) => (document.Uri, intent.Comment, intent.Signature);
}
