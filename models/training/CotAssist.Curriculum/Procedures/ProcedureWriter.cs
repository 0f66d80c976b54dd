using System.Collections.Immutable;
using System.Globalization;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Procedures;

/// <summary>
/// Draws procedures: methods of several statements about records, numbers or texts (loops that skip, compute and collect; amounts that are raised, capped and rounded;
/// texts, messages, rules), and says each statement. Writes them as entries in the primitives' format, as <see cref="QueryWriter"/> does.
/// </summary>
internal sealed class ProcedureWriter(ProcedureMaterial material)
{
    private const int HeldPercent = 8, PlainPercent = 35;

    /// <summary>The procedure of a number, or null when what was drawn does not fit together.</summary>
    /// <param name="held">Only combinations of parts that training never shows, or records of its own; false: only others.</param>
    private string? Write(int seed, int number, bool held)
    {
        var random = new Random(unchecked((int)Chance.Hash($"procedure {seed} {number}")));
        var isLoop = random.Percent(60);
        var access = isLoop || random.Percent(50) ? Access.Element : random.OneOf(Access.Member, Access.Parameter);
        var entities = isLoop && !material.Plain.IsEmpty && random.Percent(PlainPercent) ? material.Plain : material.Records;
        var scene = new Scene(material, random.Pick(entities.AsSpan()), access, random);
        var id = string.Create(CultureInfo.InvariantCulture, $"procedure-{number}");
        var entry = isLoop ? new LoopProcedure(scene).Write(id) : new RecordProcedure(scene).Write(id);
        return entry is not null && IsHeld(scene) == held ? entry : null;
    }

    /// <summary>As many different entries as asked for, the same for a seed on every machine.</summary>
    public (ImmutableArray<Primitive> Entries, ImmutableArray<Problem> Problems) Draw(int seed, int count, bool held) =>
        QueryWriter.Draw(number => Write(seed, number, held), count, "procedures");

    private static bool IsHeld(Scene scene) =>
        QueryWriter.IsHeldEntity(scene.Entity) || Chance.Hash(string.Join(" > ", scene.Parts.Order(StringComparer.Ordinal))) % 100 < HeldPercent;
}
