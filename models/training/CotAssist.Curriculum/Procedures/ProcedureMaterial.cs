using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Procedures;

/// <summary>The parts of models/training/procedures, and the records that they are about.</summary>
internal sealed class ProcedureMaterial(string folder, ImmutableArray<Entity> entities)
{
    public ImmutableArray<Entity> Records { get; } = [.. entities.Where(e => e.IsRecord)];

    /// <summary>Numbers and texts, which only loops are about.</summary>
    public ImmutableArray<Entity> Plain { get; } = [.. entities.Where(e => e is { IsRecord: false, Type: not "char" })];

    public ImmutableArray<Piece> Conditions { get; } = Read(folder, "conditions.txt");

    public ImmutableArray<Piece> Values { get; } = Read(folder, "values.txt");

    public ImmutableArray<Piece> Gathers { get; } = Read(folder, "gathers.txt");

    public ImmutableArray<Piece> Changes { get; } = Read(folder, "changes.txt");

    public ImmutableArray<Piece> Endings { get; } = Read(folder, "endings.txt");

    /// <summary>How the parts of a comment and a plan are said, by name.</summary>
    public ImmutableDictionary<string, Piece> Words { get; } = Read(folder, "words.txt").ToImmutableDictionary(p => p.Name);

    private static ImmutableArray<Piece> Read(string folder, string file) =>
        [.. TextSections.Read(Path.Combine(folder, file)).Select(s => new Piece(s.Name, s.Lines.Select(l => l.Split(' ', 2)).ToDictionary(l => l[0], l => l.Length > 1 ? l[1] : "")))];
}
