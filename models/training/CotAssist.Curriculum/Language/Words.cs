using System.Collections.Immutable;

namespace CotAssist.Curriculum.Language;

/// <summary>All that models/training/words holds: names, surroundings, guards, expressions that stand for one another, comments outside the domain.</summary>
public sealed class Words
{
    private readonly Dictionary<string, IReadOnlyList<string>> _surroundings;

    /// <param name="sentences">The teacher's wordings, whose words serve as invented names.</param>
    public Words(string folder, IEnumerable<string> sentences)
    {
        Invented = new(sentences);
        Pools = [.. TextSections.Read(Path.Combine(folder, "names.txt")).Select(s => new NamePool(
            s.Name, [.. Split(s.Lines, "types").Select(Normal)], [.. Split(s.Lines, "for")], [.. Split(s.Lines, "names").Distinct()]))];
        _surroundings = TextSections.Read(Path.Combine(folder, "surroundings.txt")).ToDictionary(
            s => s.Name,
            s => s.Name is "static-classes" or "instance-classes" or "namespaces" ? [.. s.Lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()] : s.Lines);
        Guards = [.. TextSections.Read(Path.Combine(folder, "guards.txt")).Select(ReadGuard)];
        var rewording = Path.Combine(folder, "rewording.txt");
        Rewording = new Rewording(File.Exists(rewording) ? TextSections.Read(rewording) : []);
        var outside = Path.Combine(folder, "out-of-domain.txt");
        OutOfDomain = File.Exists(outside) ? new OutOfDomainComments(TextSections.Read(outside)) : new OutOfDomainComments([]);
    }

    public ImmutableArray<NamePool> Pools { get; }

    public InventedNames Invented { get; }

    public ImmutableArray<Guard> Guards { get; }

    public Rewording Rewording { get; }

    public OutOfDomainComments OutOfDomain { get; }

    public IReadOnlyList<string> Surroundings(string section) => _surroundings[section];

    /// <summary>The pool for a parameter; null when its name means something and must stay.</summary>
    public NamePool? PoolFor(string type, string name)
    {
        type = Normal(type);
        return Pools.FirstOrDefault(p => p.Types.Contains(type) && p.Replaceable.Contains(name));
    }

    public NamePool? PoolOf(string type)
    {
        type = Normal(type);
        return Pools.FirstOrDefault(p => p.Types.Contains(type));
    }

    private static string Normal(string type) => type.Replace(" ", "", StringComparison.Ordinal);

    private static IEnumerable<string> Split(IReadOnlyList<string> lines, string keyword) =>
        lines.Where(l => l.StartsWith(keyword + " ", StringComparison.Ordinal)).SelectMany(l => l[keyword.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static Guard ReadGuard((string Name, IReadOnlyList<string> Lines) section)
    {
        string? Rest(string keyword) => section.Lines.FirstOrDefault(l => l.StartsWith(keyword + " ", StringComparison.Ordinal))?[(keyword.Length + 1)..];

        return new(
            section.Name,
            [.. Rest("for")!.Split(' ')],
            Rest("gives") == "throw",
            Rest("if"),
            Rest("throw") is { } exception ? "throw " + exception : Rest("do"),
            [.. Rest("step")!.Split(" | ")],
            [.. section.Lines.Where(l => l.StartsWith("en ", StringComparison.Ordinal)).Select(l => l[3..])],
            [.. section.Lines.Where(l => l.StartsWith("zh ", StringComparison.Ordinal)).Select(l => l[3..])]);
    }
}
