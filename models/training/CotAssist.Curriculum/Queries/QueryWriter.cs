using System.Collections.Immutable;
using System.Globalization;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Queries;

/// <summary>Draws queries: some elements of a collection, and something about them. Writes each as an entry in the primitives' format, so that it is checked, renamed and rendered like those.</summary>
public sealed class QueryWriter(QueryMaterial material)
{
    private const int HeldPercent = 8;

    /// <summary>The query of a number, or null when what was drawn does not fit together.</summary>
    /// <param name="held">Only combinations that training never shows: an entity of its own, or a condition and an outcome that never meet there; false: only others.</param>
    public string? Write(int seed, int number, bool held)
    {
        var random = new Random(unchecked((int)Chance.Hash($"query {seed} {number}")));
        var outcome = random.Pick(material.Outcomes.AsSpan());
        var records = outcome.On == "records" || outcome.On == "both" && random.Percent(70);
        var entities = material.Entities.Where(e => e.IsRecord == records && (e.Type == "char") == (outcome.On == "text")).ToList();
        var entity = random.Pick(entities);
        return new QueryDraft(material, entity, outcome, random).Write(string.Create(CultureInfo.InvariantCulture, $"query-{outcome.Name}-{number}"), held);
    }

    /// <summary>As many different entries as asked for, the same for a seed on every machine.</summary>
    public (ImmutableArray<Primitive> Entries, ImmutableArray<Problem> Problems) Draw(int seed, int count, bool held)
    {
        var (entries, problems) = Draw(number => Write(seed, number, held), count, "queries");
        return (entries, [.. material.Problems, .. problems]);
    }

    /// <summary>The first entries that come of counting up.</summary>
    /// <param name="write">The entry of a number, or null; runs on many threads.</param>
    /// <param name="file">What stands for the entries' file.</param>
    internal static (ImmutableArray<Primitive> Entries, ImmutableArray<Problem> Problems) Draw(Func<int, string?> write, int count, string file)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var texts = Enumerable.Range(0, 60 * count).AsParallel().AsOrdered().Select(write).Where(t => t is not null).Take(count);
        return (PrimitiveParser.Parse(string.Join('\n', texts), file, false, problems), problems.ToImmutable());
    }

    internal static bool IsHeld(Entity entity, OutcomeKind outcome, IEnumerable<Condition> conditions) =>
        IsHeldEntity(entity)
        || conditions.Any(c => Chance.Hash($"{c.Kind.Name} > {outcome.Name}") % 100 < HeldPercent);

    /// <summary>A kind of record that training never shows.</summary>
    internal static bool IsHeldEntity(Entity entity) => entity.IsRecord && Chance.Hash("entity " + entity.Type) % 100 < HeldPercent;
}
