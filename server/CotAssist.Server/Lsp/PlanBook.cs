using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>
/// The plans not taken into their files: exactly one page for each document and intent, which moves with the comment as
/// the text around it is edited and is torn out when the comment goes or says something else.
/// </summary>
internal sealed class PlanBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<PlanPage>> _pages = [];

    public PlanPage? Find(string uri, Intent intent)
    {
        lock (_lock)
        {
            return _pages.GetValueOrDefault(uri)?.Find(page => page.Start == intent.CommentSpan.Start && page.Comment == intent.Comment);
        }
    }

    /// <summary>The intent's page, a new one where there was none or its comment said something else.</summary>
    public PlanPage Open(string uri, Intent intent)
    {
        lock (_lock)
        {
            if (Find(uri, intent) is { } found)
            {
                return found;
            }

            if (!_pages.TryGetValue(uri, out List<PlanPage>? pages))
            {
                _pages[uri] = pages = [];
            }

            var page = new PlanPage(intent.Comment) { Start = intent.CommentSpan.Start };
            pages.RemoveAll(old => old.Start == page.Start);
            pages.Add(page);
            return page;
        }
    }

    public void Shift(string uri, TextChange change)
    {
        lock (_lock)
        {
            if (!_pages.TryGetValue(uri, out List<PlanPage>? pages))
            {
                return;
            }

            pages.RemoveAll(page => change.Span.Start < page.Start && page.Start < change.Span.End);
            foreach (PlanPage page in pages.Where(page => change.Span.End <= page.Start))
            {
                page.Start += change.NewText!.Length - change.Span.Length;
            }
        }
    }

    public void Forget(string uri)
    {
        lock (_lock)
        {
            _pages.Remove(uri);
        }
    }
}
