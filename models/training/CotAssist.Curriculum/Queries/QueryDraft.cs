using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Queries;

/// <summary>One attempt at a query: draws what it is about and writes it down as an entry.</summary>
internal sealed class QueryDraft(QueryMaterial material, Entity entity, OutcomeKind outcome, Random random)
{
    private const int EnglishWordings = 8, ChineseWordings = 2, StepPhrases = 4, FieldPercent = 30;
    private readonly HashSet<string> _names = [];
    private readonly List<(string Type, string Name, string? Literal)> _values = [];

    // Either the entity's own words, with its own names, or general words, with any names.
    private readonly bool _own = random.Percent(70);

    public string? Write(string id, bool held)
    {
        var key = Property(outcome.Key, null);
        var group = Property(outcome.Group, key);
        if (key is null && outcome.Key.Length > 0 || group is null && outcome.Group.Length > 0
            || outcome.Flags.Contains("nullable") && entity.Type is not "string" && !entity.IsRecord
            || outcome.Flags.Contains("reference") && (group ?? key)!.Type is not "string")
        {
            return null;
        }

        // A collection is handed in, or the class holds it.
        var field = entity.Type != "char" && random.Percent(FieldPercent) ? random.Percent(75) ? "_" : "" : null;
        var list = field is not null || outcome.Flags.Contains("list") || random.Percent(70);
        var collection = list ? "List<{0}>" : random.OneOf("IEnumerable<{0}>", "{0}[]", "IReadOnlyList<{0}>");
        var subjectType = entity.Type == "char" ? "string" : collection.Replace("{0}", entity.Type, StringComparison.Ordinal);
        var subject = entity.IsRecord ? English.CamelCase(English.Plural(entity.Type)) : entity.Type switch { "char" => "text", "string" => "words", _ => "numbers" };
        var loop = entity.IsRecord ? English.CamelCase(entity.Type) : entity.Type switch { "char" => "c", "string" => "word", _ => "number" };
        loop = Renamer.IsKeyword(loop) || loop == subject ? "item" : loop;
        var lambda = subject == "text" ? "c" : subject[..1];
        lambda = lambda is "x" or "g" or "a" or "b" ? "e" : lambda;
        subject = field switch { null => subject, "" => English.Capitalized(subject), _ => field + subject };
        _names.UnionWith([subject, loop, lambda, "x", "g", "result", "matching", "found", "selected", "sorted", "values", "count", "total", "sum", "best", "groups", "group", "counts", "totals", "seen", "kept", "index", "removed", "before", "last", "product", "squares", "upper", "yes", "no", "byKey"]);
        var conditions = Conditions(key, group);
        if (conditions is not { } drawn || QueryWriter.IsHeld(entity, outcome, drawn) != held)
        {
            return null;
        }

        var extra = Extra();
        var names = Names(key, group, drawn);
        var returns = Placeholders.Fill(outcome.Returns, Types(key, group));
        var parameters = _values.Where(v => v.Literal is null).Select(v => $"{v.Type} {v.Name}").ToList();
        var entry = new StringBuilder($"== {id}\n");
        if (field is null)
        {
            entry.Append("sig ").Append(returns).Append(' ').Append(names[0]).Append('(').AppendJoin(", ", parameters.Prepend($"{subjectType} {subject}")).Append(")\n");
        }
        else
        {
            names.Remove(subject);
            entry.Append("sig ").Append(returns).Append(' ').Append(names.Count > 0 ? names[0] : "Query").Append(parameters.Count == 0 && random.Percent(40) ? " { get; }" : $"({string.Join(", ", parameters)})").Append('\n');
            entry.Append(Holder(subject, subjectType));
        }

        if (names.Count > 1)
        {
            entry.Append("names ").AppendJoin(", ", names.Skip(1)).Append('\n');
        }

        if (entity.IsRecord)
        {
            entry.Append("types\n").Append(Declarations([key, group, .. drawn.Select(c => c.Property)]));
        }

        foreach (var (type, name, literal) in _values)
        {
            entry.Append(literal is not null ? $"lit {name} {type} {literal}\n" : extra.ContainsValue(name) && type == "int" ? $"input {name} 1 2 5\n" : "");
        }

        var result = random.OneOf("result", "matching", "found", "kept");
        var code = new QueryCode(drawn, key, group, subject, loop, lambda, new Dictionary<string, string>([.. Types(key, group), .. extra, .. extra.Select(x => KeyValuePair.Create($"{{{x.Key}}}", x.Value))]) { ["$r"] = result });
        foreach (var body in outcome.Codes.Select(code.Write).OfType<string>())
        {
            entry.Append("code\n    ").Append(body.ReplaceLineEndings("\n    ")).Append('\n');
        }

        var nounOf = (Property property, bool chinese) => QueryPhrases.Noun(property, chinese, _own, random);
        var phrases = new QueryPhrases(new NounPhrases(entity, subject, drawn, random, nounOf), key, group, subject, _own, extra.ToDictionary(x => $"{{{x.Key}}}", x => $"{{{x.Value}}}"), random);

        // Without a condition there is nothing to filter first.
        var first = drawn.IsEmpty && outcome.Steps.Any(s => s[0].Contains("$c", StringComparison.Ordinal)) ? 1 : 0;
        foreach (var step in outcome.Steps.Skip(first))
        {
            var ofAll = first > 0 && step == outcome.Steps[first];
            entry.Append("step ").AppendJoin(" | ", Enumerable.Range(0, StepPhrases).Select(_ => phrases.Step(random.Pick(step.AsSpan()), ofAll)).Distinct()).Append('\n');
        }

        var said = AppendWordings(entry, phrases, chinese: false, EnglishWordings) + AppendWordings(entry, phrases, chinese: true, ChineseWordings);
        if (!_own && entity.IsRecord)
        {
            entry.Append("vary ").Append(entity.Type).Append(" Entry Item Row Element\n");
            foreach (var property in drawn.Select(c => c.Property).Concat([key, group]).OfType<Property>().DistinctBy(p => p.Name))
            {
                entry.Append("vary ").Append(property.Name).Append(property.Kind switch { "bool" => " Active Flagged Ready", "enum" => "", "DateOnly" => " Day When Since", "string" or "string?" => " Label Tag Origin", _ => " Value Amount Level" }).Append('\n');
            }
        }

        return said == 0 ? null : entry.Append("plain\n").ToString();
    }

    /// <summary>The class around a collection that it keeps.</summary>
    private string Holder(string subject, string type)
    {
        var holder = Noun + random.OneOf("Service", "Store", "Repository", "Book", "Registry", "Manager", "Catalog", "Overview", "Report", "Index", "Journal", "Archive");
        var text = new StringBuilder($"class {(random.Percent(40) ? "sealed " : "")}class {holder}\nmembers\n    ");
        text.Append(subject[0] == '_' ? $"private readonly {type} {subject} = [];\n" : $"public {type} {subject} {{ get; }} = [];\n");
        if (random.Percent(35))
        {
            var added = entity.IsRecord ? English.CamelCase(entity.Type) : "value";
            added = Renamer.IsKeyword(added) ? "item" : added;
            text.Append(CultureInfo.InvariantCulture, $"\n    public void Add({entity.Type} {added}) => {subject}.Add({added});\n");
        }

        if (!entity.IsRecord)
        {
            var others = entity.Type == "string" ? "names tags lines titles cities" : "scores values readings amounts prices";
            text.Append("vary ").Append(subject).Append(' ').AppendJoin(' ', others.Split(' ').Select(n => subject[0] == '_' ? "_" + n : English.Capitalized(n))).Append('\n');
        }

        return text.ToString();
    }

    private string Noun => entity.IsRecord ? entity.Type : entity.Type switch { "string" => "Word", "char" => "Char", _ => "Number" };

    private int AppendWordings(StringBuilder entry, QueryPhrases phrases, bool chinese, int count)
    {
        var patterns = outcome.Wordings.Where(w => w.Chinese == chinese).ToList();
        var written = new HashSet<string>();
        for (var attempt = 0; attempt < 4 * count && written.Count < count; attempt++)
        {
            var (form, _, text) = random.Pick(patterns);
            if (phrases.Wording(text, chinese) is { } wording && written.Add(wording))
            {
                var keyword = (form, chinese) switch { (WordingForm.Clause, false) => "do", (WordingForm.NounPhrase, false) => "np", (_, false) => "en", (WordingForm.Clause, true) => "zh-do", (WordingForm.NounPhrase, true) => "zh-np", _ => "zh" };
                entry.Append(keyword).Append(' ').Append(wording).Append('\n');
            }
        }

        return written.Count;
    }

    private Dictionary<string, string> Types(Property? key, Property? group) => new()
    {
        ["$T"] = entity.Type, ["$t"] = key?.Type ?? "", ["$g"] = group?.Type ?? "", ["$avg"] = key?.Kind == "decimal" ? "decimal" : "double",
    };

    private Property? Property(string wanted, Property? other)
    {
        var isThis = wanted.StartsWith("this", StringComparison.Ordinal);
        var fit = entity.Properties.Where(p => p != other && p.IsThis == isThis && wanted switch
        {
            "number" or "this number" => p.IsNumber,
            "ordered" => p.IsNumber || p.Kind == "DateOnly",
            "any" => p.Kind is "int" or "decimal" or "double" or "string" or "DateOnly",
            "comparable" or "this comparable" => p.Kind is "int" or "string" or "DateOnly" or "decimal" && !p.IsId,
            "discrete" => p.Kind is "string" or "enum",
            "group" => p.IsGroup,
            "string" or "this string" => p.Kind == "string",
            "id" => p.IsId || p.IsName,
            "this int" => p.Kind == "int",
            _ => false,
        }).ToList();
        return fit.Count == 0 ? null : random.Pick(fit);
    }

    private ImmutableArray<Condition>? Conditions(Property? key, Property? group)
    {
        var draw = random.Next(100);
        var needs = outcome.Flags.Contains("needs condition");
        var count = needs ? draw < 80 ? 1 : 2 : !entity.IsRecord ? draw < 8 ? 0 : draw < 85 ? 1 : 2 : draw < 28 ? 0 : draw < 84 ? 1 : 2;
        count = entity.Type == "char" ? Math.Min(count, 1) : count;
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        for (var attempt = 0; attempt < 20 && conditions.Count < count; attempt++)
        {
            var property = random.Pick(entity.Properties.AsSpan());
            if (property == group || property == key && (!property.IsThis && !property.IsNumber || outcome.Name is "project") || conditions.Any(c => c.Property == property && !(property.IsThis && entity.Type != "char")))
            {
                continue;
            }

            var values = _values.Count;
            if (Condition(property) is { } condition && conditions.All(c => c.Kind != condition.Kind))
            {
                conditions.Add(condition);
            }
            else
            {
                _values.RemoveRange(values, _values.Count - values);
            }
        }

        return conditions.Count < count ? null : conditions.ToImmutable();
    }

    private Condition? Condition(Property property)
    {
        var keyword = property.IsThis ? "self" : "of";
        var kinds = material.Conditions.Where(c => c.For.Contains(property.Kind) && !c.Of(keyword).IsEmpty && (outcome.Only is null || c.Name == outcome.Only)).ToList();
        if (outcome.Flags.Contains("one"))
        {
            kinds = [.. kinds.Where(k => (property.IsId || property.IsName) && k.Name is "equal" or "is" or "is-any-case")];
        }
        else if (property.IsId)
        {
            return null;
        }

        if (kinds.Count == 0)
        {
            return null;
        }

        // What the entity has own words for is what people ask most.
        var spoken = kinds.Where(k => !property.Of(k.Name).IsEmpty || k.Name == "member" && property.Members.Any(m => !property.Of("is-" + m).IsEmpty)).ToList();
        var kind = spoken.Count > 0 && random.Percent(60) ? random.Pick(spoken) : random.Pick(kinds);
        var member = property.Members.IsEmpty || kind.Value.Length > 0 ? null : random.Pick(property.Members.AsSpan());
        ImmutableArray<(string, string, string?)> values = kind.Value switch
        {
            "" => [],
            "range" => Range(property),
            _ => [Value(kind, property, random.OneOf(NamesFor(kind, property)))],
        };
        return new Condition(kind, property, random.Percent(70) ? kind.Codes[0] : random.Pick(kind.Codes.AsSpan()), member, values, _own);
    }

    private ImmutableArray<(string, string, string?)> Range(Property property)
    {
        var (low, high) = random.OneOf(("min", "max"), ("from", "to"), ("low", "high"), ("start", "end"), ("lower", "upper"));
        var type = property.Type;
        _values.Add((type, Own(low), null));
        _values.Add((type, Own(high), null));
        return [.. _values[^2..]];
    }

    private static string[] NamesFor(ConditionKind kind, Property property) => kind.Name switch
    {
        _ when kind.ParameterNames.Length > 0 => [.. kind.ParameterNames],
        "is" or "is-not" or "is-any-case" or "same-member" or "equal" when !property.IsThis => [English.CamelCase(property.Name)],
        "over" or "at-least" => property.Kind == "DateOnly" ? ["date", "since", "start", "from"] : ["limit", "min", "minimum", "threshold", "limit"],
        "under" or "at-most" => property.Kind == "DateOnly" ? ["date", "until", "end", "deadline"] : ["limit", "max", "maximum", "threshold"],
        _ => ["value", "wanted", "target"],
    };

    private (string, string, string?) Value(ConditionKind kind, Property property, string name)
    {
        var words = kind.Value.Split(' ', 2);
        var type = words[0] == "same" ? property.Type : words[0];
        var isLiteral = property.Kind is not ("DateOnly" or "enum") || words[0] != "same";
        (string, string, string?) value = (type, Own(name), null);
        if (isLiteral && random.Percent(type == "string" ? 25 : 50))
        {
            var given = words.Length > 1 ? words[1] : null;
            var literal = type is "string" or "char"
                ? given ?? (property.Of("values") is [var values, ..] ? values : "\"a\" \"test\" \"Ann\"")
                : Literal(given ?? (property.Of("range") is [var range, ..] ? range : "1..100"));
            value = (type, Own("lit" + English.Capitalized(name)), literal);
        }

        _values.Add(value);
        return value;
    }

    /// <summary>"10..500" needs a first value before it.</summary>
    private string Literal(string range) => range.Contains("..", StringComparison.Ordinal)
        ? (int.Parse(range[..range.IndexOf('.', StringComparison.Ordinal)], CultureInfo.InvariantCulture) + random.Next(3)).ToString(CultureInfo.InvariantCulture) + " " + range : range;

    /// <summary>What the outcome itself asks for: how many, which separator, which page.</summary>
    private Dictionary<string, string> Extra()
    {
        var extra = new Dictionary<string, string>();
        if (outcome.Flags.Contains("number"))
        {
            var literal = random.Percent(50) && !outcome.Flags.Contains("page");
            _values.Add(("int", Own(literal ? "litCount" : random.OneOf("n", "howMany", "top", "size")), literal ? "3 2..10" : null));
            extra["$n"] = _values[^1].Name;
        }

        if (outcome.Flags.Contains("separator"))
        {
            var literal = random.Percent(70);
            _values.Add(("string", Own(literal ? "litSeparator" : random.OneOf("separator", "delimiter")), literal ? "\", \" \";\" \" | \" \"-\" \" \" \"/\"" : null));
            extra["$s"] = _values[^1].Name;
        }

        if (outcome.Flags.Contains("page"))
        {
            _values.Add(("int", Own("page"), null));
            extra["$page"] = _values[^1].Name;
        }

        return extra;
    }

    private string Own(string name)
    {
        var wanted = Renamer.IsKeyword(name) ? "wanted" : name;
        for (var number = 2; !_names.Add(wanted); number++)
        {
            wanted = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return wanted;
    }

    private List<string> Names(Property? key, Property? group, ImmutableArray<Condition> conditions)
    {
        var tag = string.Concat(conditions.Take(random.Next(2) + 1).Select(c => c.Tag));
        var words = new Dictionary<string, string>
        {
            ["$Ps"] = English.Plural(key?.Name ?? "Value"), ["$P"] = key is null || key.IsThis ? "" : key.Name, ["$Gs"] = English.Plural(group?.Name ?? ""), ["$G"] = group?.Name ?? "", ["$C"] = tag, ["$E"] = English.Plural(Noun), ["$TN"] = Noun,
            ["$Most"] = Superlative(key, "most") ?? "Highest", ["$Least"] = Superlative(key, "least") ?? "Lowest",
        };
        var names = outcome.Names.Select(n => Placeholders.Fill(n, words)).Where(n => n.Length > 2 && char.IsLetter(n[0]) && n.All(char.IsLetterOrDigit) && n != entity.Type && !entity.Properties.Any(p => p.Name == n)).Select(English.Capitalized).Distinct().OrderBy(_ => random.Next()).Take(4).ToList();
        return names.Count > 0 ? names : ["Query"];
    }

    private string? Superlative(Property? key, string which) =>
        key?.Of(which) is [_, ..] all ? string.Concat(random.Pick(all.AsSpan()).Split(' ', '-').Select(English.Capitalized)) : null;

    private string Declarations(Property?[] needed)
    {
        var kept = entity.Properties.Where(p => needed.Contains(p) || random.Percent(65)).ToList();
        return entity.Declaration(kept, positional: random.Percent(70));
    }
}
