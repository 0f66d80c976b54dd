using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Queries;

/// <summary>The words of models/training/queries: entities, conditions, outcomes. Format: the folder's README.md.</summary>
public sealed class QueryMaterial
{
    public QueryMaterial(string folder)
    {
        Entities = [.. Directory.EnumerateFiles(folder, "entities-*.txt").Order(StringComparer.Ordinal).Append(Path.Combine(folder, "values.txt")).SelectMany(TextSections.Read).Select(ReadEntity)];
        Conditions = [.. TextSections.Read(Path.Combine(folder, "conditions.txt")).Select(ReadCondition)];
        var more = Directory.EnumerateFiles(folder, "outcomes-*.second.txt").Order(StringComparer.Ordinal).SelectMany(TextSections.Read).ToLookup(s => s.Name, s => s.Lines);
        Outcomes = [.. TextSections.Read(Path.Combine(folder, "outcomes.txt")).Select(s => ReadOutcome(s.Name, [.. s.Lines, .. more[s.Name].SelectMany(l => l)]))];
        Problems = [.. QueryChecker.Check(this, folder)];
    }

    /// <summary>What a writer has to mend.</summary>
    public ImmutableArray<Problem> Problems { get; }

    public ImmutableArray<Entity> Entities { get; }

    public ImmutableArray<ConditionKind> Conditions { get; }

    public ImmutableArray<OutcomeKind> Outcomes { get; }

    private static ImmutableArray<string> Alternatives(string text) => [.. text.Split(" | ").Select(a => a.Trim()).Where(a => a.Length > 0)];

    private static (string Keyword, string Text) Split(string line)
    {
        var text = line.Trim();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
    }

    private static Entity ReadEntity((string Name, IReadOnlyList<string> Lines) section)
    {
        var (type, chinese) = Split(section.Name);
        ImmutableArray<string> nouns = [];
        var properties = new List<(string Name, string Kind, ImmutableArray<string> Members, Dictionary<string, ImmutableArray<string>> Phrases)>();
        foreach (var line in section.Lines)
        {
            var (keyword, rest) = Split(line);
            switch (keyword)
            {
                case "nouns":
                    nouns = Alternatives(rest);
                    break;
                case "prop":
                    var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    properties.Add((words[0], words[1], [.. words[2..]], []));
                    break;
                default:
                    if (properties.Count == 0)
                    {
                        throw new InvalidDataException($"entity {type}: '{line}' stands before its first 'prop' line; move it below one.");
                    }

                    properties[^1].Phrases[keyword] = Alternatives(rest);
                    break;
            }
        }

        return new(type, chinese, nouns, [.. properties.Select(p => new Property(p.Name, p.Kind, p.Members, p.Phrases))]);
    }

    private static ConditionKind ReadCondition((string Name, IReadOnlyList<string> Lines) section)
    {
        var lines = section.Lines.Select(Split).ToList();
        string? Rest(string keyword) => lines.Where(l => l.Keyword == keyword).Select(l => l.Text).FirstOrDefault();
        return new(
            section.Name,
            [.. Rest("for")!.Split(' ')],
            Rest("value") ?? "",
            [.. (Rest("names") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            [.. lines.Where(l => l.Keyword == "code").Select(l => l.Text)],
            Rest("not"),
            lines.Where(l => l.Keyword is not ("for" or "value" or "names" or "code" or "not")).ToDictionary(l => l.Keyword, l => Alternatives(l.Text)));
    }

    private static OutcomeKind ReadOutcome(string name, IReadOnlyList<string> lines)
    {
        var values = new Dictionary<string, string>();
        var flags = ImmutableHashSet.CreateBuilder<string>();
        var codes = new List<List<string>>();
        var steps = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var wordings = ImmutableArray.CreateBuilder<(WordingForm, bool, string)>();
        foreach (var line in lines)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                codes[^1].Add(line[4..]);
                continue;
            }

            var (keyword, rest) = Split(line);
            switch (keyword)
            {
                case "code":
                    codes.Add([]);
                    break;
                case "step":
                    steps.Add(Alternatives(rest));
                    break;
                case "do" or "zh-do":
                    wordings.Add((WordingForm.Clause, keyword[0] == 'z', rest));
                    break;
                case "np" or "zh-np":
                    wordings.Add((WordingForm.NounPhrase, keyword[0] == 'z', rest));
                    break;
                case "en" or "zh":
                    wordings.Add((WordingForm.Whole, keyword[0] == 'z', rest));
                    break;
                case "on" or "key" or "group" or "only" or "returns" or "names":
                    values[keyword] = rest;
                    break;
                default:
                    flags.Add(rest.Length > 0 ? $"{keyword} {rest}" : keyword);
                    break;
            }
        }

        return new(name, values["on"], values.GetValueOrDefault("key", ""), values.GetValueOrDefault("group", ""), flags.ToImmutable(), values.GetValueOrDefault("only"), values["returns"],
            [.. values["names"].Split(' ')], [.. codes.Select(c => string.Join('\n', c))], steps.ToImmutable(), wordings.ToImmutable());
    }
}
