using CotAssist.Server.Lsp;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Tests.Server;

public sealed class PlanBookTests
{
    private const string Uri = "file:///a.cs";
    private const string Source = "class C\n{\n    // the sum\n    int Sum(int[] a)\n    {\n    }\n}\n";

    private static Intent IntentIn(string source) => IntentFinder.FindAll(CSharpSyntaxTree.ParseText(source), default).Single();

    [Theory]
    [InlineData("class C", "using System;\n\nclass C", true)] // an edit above moves it
    [InlineData("int[] a", "int[] values", true)] // an edit below leaves it
    [InlineData("// the sum", "// the product", false)] // another comment wants another plan
    [InlineData("    // the sum\n", "", false)] // gone
    public void APageFollowsItsComment(string old, string text, bool kept)
    {
        var book = new PlanBook();
        var page = book.Open(Uri, IntentIn(Source));
        book.Shift(Uri, new TextChange(new TextSpan(Source.IndexOf(old, StringComparison.Ordinal), old.Length), text));
        var edited = Source.Replace(old, text, StringComparison.Ordinal);
        var found = IntentFinder.FindAll(CSharpSyntaxTree.ParseText(edited), default).Select(intent => book.Find(Uri, intent)).SingleOrDefault();

        Assert.Equal(kept ? page : null, found);
    }

    [Fact]
    public void TwoCommentsWithTheSameWordsHaveAPageEach()
    {
        var book = new PlanBook();
        var intents = IntentFinder.FindAll(
            CSharpSyntaxTree.ParseText(Source.Replace("    }\n", "    }\n\n    // the sum\n    int Sum(List<int> a)\n    {\n    }\n", StringComparison.Ordinal)), default);

        Assert.Equal(2, intents.Length);
        Assert.NotSame(book.Open(Uri, intents[0]), book.Open(Uri, intents[1]));
    }

    [Fact]
    public void PagesAreForgottenWithTheirDocument()
    {
        var book = new PlanBook();
        book.Open(Uri, IntentIn(Source));
        book.Forget(Uri);

        Assert.Null(book.Find(Uri, IntentIn(Source)));
    }
}
