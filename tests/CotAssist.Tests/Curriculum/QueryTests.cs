using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Tests.Curriculum;

/// <summary>Queries: conditions and outcomes crossed into entries.</summary>
public sealed class QueryTests
{
    [Fact]
    public void A_query_says_in_words_what_its_code_does()
    {
        // One entity, one condition, one outcome: whatever is drawn, it counts the unshipped orders.
        var (entries, problems) = new QueryWriter(new QueryMaterial(TeacherMaterial.Fixture("queries"))).Draw(seed: 1, count: 40, held: false);

        Assert.Empty(problems);
        var handedIn = entries.Where(e => e.Class is null).ToList();
        Assert.All(handedIn, entry =>
        {
            Assert.Equal("int CountNotShippedOrders(List<Order> orders)", entry.Signature);
            Assert.Equal(["return orders.Count(o => !o.Shipped);", "return orders/*§1*/.Where(o => !o.Shipped).Count();"], entry.Variants.Select(v => v.Text));
            Assert.Equal("count the {orders} whose {Shipped:id} is false", Assert.Single(Assert.Single(entry.Steps)));
        });

        // The same over a collection that the class around the member keeps.
        Assert.Contains(entries, entry => entry is { Signature: "int CountNotShippedOrders()", Members: "private readonly List<Order> _orders = [];" } && entry.Variants[0].Text == "return _orders.Count(o => !o.Shipped);");
        Assert.Contains(entries, entry => entry.Signature == "int CountNotShippedOrders { get; }");
        var said = handedIn.SelectMany(e => e.Wordings).Select(w => w.Text).ToHashSet();
        Assert.Contains("count the unshipped {orders}", said);
        Assert.Contains("count the {Order:s} where {Shipped} is false", said);
        Assert.Contains("how many {orders} have not been shipped?", said);
        Assert.Contains("有多少未发货的订单？", said);
    }

    [Theory]
    [InlineData("Order.Shipped, no: write _ once, where the noun stands, in 'unshipped'")]
    [InlineData("Order.Shipped, yes: write {v} nowhere in '_ shipped on {v}'")]
    [InlineData("Order.Shipped: unknown keyword 'lacks'")]
    [InlineData("Order.Total: the kind 'money' is none of")]
    [InlineData("sum: $everything in 'count the $everything' stands for nothing")]
    [InlineData("sum needs code, steps, and wordings in English and Chinese")]
    public void A_writer_is_told_what_to_mend(string message) =>
        Assert.Contains(new QueryMaterial(TeacherMaterial.Fixture("broken-queries")).Problems, p => p.Message.StartsWith(message, StringComparison.Ordinal));

    [Fact]
    public void Drawn_queries_compile_and_their_styles_agree()
    {
        var (entries, problems) = TeacherMaterial.Queries.Draw(seed: 11, count: 250, held: false);

        Assert.Empty(problems);
        Assert.Equal(250, entries.Length);
        Assert.Empty(PrimitiveChecker.CheckDrawn(entries, out var compared));
        Assert.InRange(compared, 240, 250);
    }

    [Fact]
    public void Queries_that_are_held_never_meet_training()
    {
        var trained = TeacherMaterial.Queries.Draw(seed: 11, count: 800, held: false).Entries.Select(Asked).ToHashSet();
        var held = TeacherMaterial.Queries.Draw(seed: 11, count: 100, held: true).Entries;

        Assert.Equal(100, held.Length);
        Assert.DoesNotContain(held, e => trained.Contains(Asked(e)));

        static string Asked(Primitive entry) => entry.Types + entry.Variants[0].Text;
    }
}
