using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Queries;

/// <summary>Draws queries: some elements of a collection, and something about them. Writes each as an entry in the primitives' format, so that it is checked, renamed and rendered like those.</summary>
public sealed partial class QueryWriter(QueryMaterial material)
{
    private const int EnglishWordings = 8, ChineseWordings = 2, HeldPercent = 8;

    /// <summary>The query of a number, or null when what was drawn does not fit together.</summary>
    /// <param name="held">Only combinations that training never shows: an entity of its own, or a condition and an outcome that never meet there; false: only others.</param>
    public string? Write(int seed, int number, bool held)
    {
        var random = new Random(unchecked((int)Chance.Hash($"query {seed} {number}")));
        var outcome = random.Pick(material.Outcomes.AsSpan());
        var records = outcome.On == "records" || outcome.On == "both" && random.Percent(70);
        var entities = material.Entities.Where(e => e.IsRecord == records && (e.Type == "char") == (outcome.On == "text")).ToList();
        var entity = random.Pick(entities);
        return new Draft(material, entity, outcome, random).Write(string.Create(CultureInfo.InvariantCulture, $"query-{outcome.Name}-{number}"), held);
    }

    /// <summary>As many different entries as asked for, the same for a seed on every machine.</summary>
    public (ImmutableArray<Primitive> Entries, ImmutableArray<Problem> Problems) Draw(int seed, int count, bool held)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var texts = Enumerable.Range(0, 60 * count).AsParallel().AsOrdered().Select(n => Write(seed, n, held)).Where(t => t is not null).Take(count);
        return (PrimitiveParser.Parse(string.Join('\n', texts), "queries", false, problems), problems.ToImmutable());
    }

    private static bool IsHeld(Entity entity, OutcomeKind outcome, IEnumerable<Condition> conditions) =>
        entity.IsRecord && Chance.Hash("entity " + entity.Type) % 100 < HeldPercent
        || conditions.Any(c => Chance.Hash($"{c.Kind.Name} > {outcome.Name}") % 100 < HeldPercent);

    private sealed partial class Draft(QueryMaterial material, Entity entity, OutcomeKind outcome, Random random)
    {
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

            var list = outcome.Flags.Contains("list") || random.Percent(70);
            var collection = list ? "List<{0}>" : random.OneOf("IEnumerable<{0}>", "{0}[]", "IReadOnlyList<{0}>");
            var subjectType = entity.Type == "char" ? "string" : collection.Replace("{0}", entity.Type, StringComparison.Ordinal);
            var subject = entity.IsRecord ? Camel(English.Plural(entity.Type)) : entity.Type switch { "char" => "text", "string" => "words", _ => "numbers" };
            var loop = entity.IsRecord ? Camel(entity.Type) : entity.Type switch { "char" => "c", "string" => "word", _ => "number" };
            loop = Renamer.IsKeyword(loop) || loop == subject ? "item" : loop;
            var lambda = subject == "text" ? "c" : subject[..1];
            lambda = lambda is "x" or "g" or "a" or "b" ? "e" : lambda;
            _names.UnionWith([subject, loop, lambda, "x", "g", "result", "matching", "found", "selected", "sorted", "values", "count", "total", "sum", "best", "groups", "group", "counts", "totals", "seen", "kept", "index", "removed", "before", "last", "product", "squares", "upper", "yes", "no", "byKey"]);
            var conditions = Conditions(key, group);
            if (conditions is not { } drawn || IsHeld(entity, outcome, drawn) != held)
            {
                return null;
            }

            var entry = new StringBuilder();
            var extra = Extra();
            var parameters = _values.Where(v => v.Literal is null).Select(v => $"{v.Type} {v.Name}").Prepend($"{subjectType} {subject}");
            var words = new Dictionary<string, string> { ["$T"] = entity.Type, ["$t"] = key?.Type ?? "", ["$g"] = group?.Type ?? "", ["$avg"] = key?.Kind == "decimal" ? "decimal" : "double" };
            var names = Names(key, group, drawn);
            entry.Append("== ").Append(id).Append('\n').Append("sig ").Append(Fill(outcome.Returns, words)).Append(' ').Append(names[0]).Append('(').AppendJoin(", ", parameters).Append(")\n");
            if (names.Count > 1)
            {
                entry.Append("names ").AppendJoin(", ", names.Skip(1)).Append('\n');
            }

            if (entity.IsRecord)
            {
                entry.Append("types\n").Append(Types([key, group, .. drawn.Select(c => c.Property)]));
            }

            foreach (var (type, name, literal) in _values.Where(v => v.Literal is not null))
            {
                entry.Append(CultureInfo.InvariantCulture, $"lit {name} {type} {literal}\n");
            }

            foreach (var (_, name, _) in _values.Where(v => v.Literal is null && v.Name is "n" or "count" or "page" or "top" or "howMany" or "size" || extra.ContainsKey("$n") && v.Name == extra["$n"]))
            {
                entry.Append("input ").Append(name).Append(" 1 2 5\n");
            }

            var result = random.OneOf("result", "matching", "found", "kept");
            foreach (var code in outcome.Codes)
            {
                if (Code(code, drawn, key, group, subject, loop, lambda, result, extra, words) is { } body)
                {
                    entry.Append("code\n").Append("    ").Append(body.ReplaceLineEndings("\n    ")).Append('\n');
                }
            }

            var phrases = new NounPhrases(entity, subject, drawn, random, Noun);
            var steps = outcome.Steps;
            var filters = steps.Any(s => s[0].Contains("$c", StringComparison.Ordinal));
            for (var i = filters && drawn.IsEmpty ? 1 : 0; i < steps.Length; i++)
            {
                entry.Append("step ").AppendJoin(" | ", Enumerable.Range(0, 4).Select(_ => Step(random.Pick(steps[i].AsSpan()), phrases, key, group, subject, extra))
                    .Select(s => i == 1 && drawn.IsEmpty ? OfAll(s, subject) : s).Distinct()).Append('\n');
            }

            var said = 0;
            foreach (var (chinese, count) in (ReadOnlySpan<(bool, int)>)[(false, EnglishWordings), (true, ChineseWordings)])
            {
                var written = new HashSet<string>();
                for (var attempt = 0; attempt < 4 * count && written.Count < count; attempt++)
                {
                    var (form, _, text) = random.Pick(outcome.Wordings.Where(w => w.Chinese == chinese).ToList());
                    if (Wording(text, chinese, phrases, key, group, extra, !drawn.IsEmpty) is { } wording && written.Add(wording))
                    {
                        entry.Append(chinese ? "zh" : form == WordingForm.Whole ? "en" : "").Append(form switch { WordingForm.Clause => chinese ? "-do " : "do ", WordingForm.NounPhrase => chinese ? "-np " : "np ", _ => " " }).Append(wording).Append('\n');
                        said++;
                    }
                }
            }

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

                if (Condition(property) is { } condition && conditions.All(c => c.Kind != condition.Kind))
                {
                    conditions.Add(condition);
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
                "range" => Range(kind, property),
                _ => [Value(kind, property, random.OneOf(NamesFor(kind, property)))],
            };
            return new Condition(kind, property, random.Percent(70) ? kind.Codes[0] : random.Pick(kind.Codes.AsSpan()), member, values, _own);
        }

        private ImmutableArray<(string, string, string?)> Range(ConditionKind kind, Property property)
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
            "is" or "is-not" or "is-any-case" or "same-member" or "equal" when !property.IsThis => [Camel(property.Name)],
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
            var noun = entity.IsRecord ? entity.Type : entity.Type switch { "string" => "Word", "char" => "Char", _ => "Number" };
            var tag = string.Concat(conditions.Take(random.Next(2) + 1).Select(c => c.Tag));
            var words = new Dictionary<string, string>
            {
                ["$Ps"] = English.Plural(key?.Name ?? "Value"), ["$P"] = key is null || key.IsThis ? "" : key.Name, ["$Gs"] = English.Plural(group?.Name ?? ""), ["$G"] = group?.Name ?? "", ["$C"] = tag, ["$E"] = English.Plural(noun), ["$TN"] = noun,
                ["$Most"] = Superlative(key, "most") ?? "Highest", ["$Least"] = Superlative(key, "least") ?? "Lowest",
            };
            var names = outcome.Names.Select(n => Fill(n, words)).Where(n => n.Length > 2 && char.IsLetter(n[0]) && n.All(char.IsLetterOrDigit) && n != entity.Type && !entity.Properties.Any(p => p.Name == n)).Select(English.Capitalized).Distinct().OrderBy(_ => random.Next()).Take(4).ToList();
            return names.Count > 0 ? names : ["Query"];
        }

        private string? Superlative(Property? key, string which) =>
            key?.Of(which) is [_, ..] all ? string.Concat(random.Pick(all.AsSpan()).Split(' ', '-').Select(English.Capitalized)) : null;

        private string Types(Property?[] needed)
        {
            var kept = entity.Properties.Where(p => needed.Contains(p) || random.Percent(65)).ToList();
            var text = new StringBuilder();
            if (random.Percent(70))
            {
                text.Append("    public record ").Append(entity.Type).Append('(').AppendJoin(", ", kept.Select(p => $"{p.Type} {p.Name}")).Append(");\n");
            }
            else
            {
                text.Append("    public class ").Append(entity.Type).Append("\n    {\n");
                text.AppendJoin("\n", kept.Select(p => $"        public {p.Type} {p.Name} {{ get; set; }}{(p.Kind == "string" ? " = \"\";" : "")}")).Append("\n    }\n");
            }

            foreach (var property in kept.Where(p => p.Kind == "enum"))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n    public enum {property.Name} {{ {string.Join(", ", property.Members)} }}\n");
            }

            return text.ToString();
        }

        /// <summary>The body with step markers; null when it needs a condition and there is none.</summary>
        private static string? Code(string pattern, ImmutableArray<Condition> conditions, Property? key, Property? group, string subject, string loop, string lambda, string result, Dictionary<string, string> extra, Dictionary<string, string> words)
        {
            string All(string element) => conditions.Length == 1 ? conditions[0].Code(element)
                : string.Join(" && ", conditions.Select(c => c.Code(element)).Select(c => c.Contains("||", StringComparison.Ordinal) ? $"({c})" : c));
            string None(string element) => conditions.Length == 1 ? conditions[0].Negated(element) : $"!({All(element)})";
            string Of(Property? property, string element) => property is null || property.IsThis ? element : $"{element}.{property.Name}";

            if (conditions.IsEmpty)
            {
                if (ConditionPlaceholder().IsMatch(pattern))
                {
                    return null;
                }

                // There is no first step then: the others move up.
                pattern = StepMark().Replace(pattern, m => string.Join(',', m.Groups[1].Value.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture) - 1).Where(n => n > 0)) is { Length: > 0 } left ? "§" + left : "");
                pattern = AndCondition().Replace(pattern, "$1");
            }
            else
            {
                pattern = AndCondition().Replace(pattern, m => m.Groups[1].Value.Contains("||", StringComparison.Ordinal) ? $"$ci && ({m.Groups[1].Value})" : "$ci && " + m.Groups[1].Value);
            }

            var body = Fill(pattern, new(words)
            {
                ["$xs"] = subject,
                ["$W"] = conditions.IsEmpty ? "" : $".Where({lambda} => {All(lambda)})",
                ["$ce"] = conditions.IsEmpty ? "" : All(lambda),
                ["$par"] = conditions.IsEmpty ? "" : All(lambda).Contains("||", StringComparison.Ordinal) ? $"({All(lambda)})" : All(lambda),
                ["$ci"] = conditions.IsEmpty ? "" : All(loop),
                ["$ne"] = conditions.IsEmpty ? "" : None(lambda),
                ["$ni"] = conditions.IsEmpty ? "" : None(loop),
                ["$sel"] = $"{lambda} => {Of(key, lambda)}",
                ["$ke"] = Of(key, lambda),
                ["$ki"] = Of(key, loop),
                ["$kb"] = Of(key, "best"),
                ["$ge"] = Of(group, lambda),
                ["$gi"] = Of(group, loop),
                ["$P"] = key?.Name ?? "",
                ["$G"] = group?.Name ?? "",
                ["$e"] = lambda,
                ["$i"] = loop,
                ["$r"] = result,
                ["$zero"] = key?.Kind switch { "decimal" => "0m", "double" => "0.0", _ => "0" },
                ["{$n}"] = extra.GetValueOrDefault("$n", ""),
                ["{$s}"] = extra.GetValueOrDefault("$s", ""),
                ["$n"] = extra.GetValueOrDefault("$n", ""),
                ["$page"] = extra.GetValueOrDefault("$page", ""),
            });
            return Wrapped(StepMark().Replace(body, "/*§$1*/"));
        }

        /// <summary>Long chains go on in new lines.</summary>
        private static string Wrapped(string body) => string.Join('\n', body.Split('\n').Select(line =>
            StepComment().Replace(line, "").Length <= 96 || line.StartsWith("return (", StringComparison.Ordinal) ? line : ChainCall().Replace(line, m => "\n    " + m.Value)));

        private static string Step(string phrase, NounPhrases phrases, Property? key, Property? group, string subject, Dictionary<string, string> extra) => Fill(phrase, new(Values(extra))
        {
            ["$S"] = $"{{{subject}}}",
            ["$c"] = phrases.Step(),
            ["$P"] = key is null ? "" : key.IsThis ? "value" : $"{{{key.Name}:id}}",
            ["$G"] = group is null ? "" : $"{{{group.Name}:id}}",
        });

        /// <summary>A first step that speaks of "them" names what it means.</summary>
        private static string OfAll(string step, string subject) => They().Replace(step, m => m.Groups[1].Success ? $"the {m.Groups[1].Value} of {{{subject}}}" : $"{m.Groups[2].Value}{{{subject}}}", 1);

        private string? Wording(string text, bool chinese, NounPhrases phrases, Property? key, Property? group, Dictionary<string, string> extra, bool hasCondition)
        {
            var verb = text.Contains("$V", StringComparison.Ordinal) ? phrases.Verb(chinese) : null;
            if (text.Contains("$V", StringComparison.Ordinal) && verb is null || key?.IsThis == true && text.Contains("$p", StringComparison.Ordinal))
            {
                return null;
            }

            string? most = null, least = null;
            var prefix = chinese ? "zh-" : "";
            if (text.Contains("$most", StringComparison.Ordinal) && (most = OwnWord(key, prefix + "most")) is null || text.Contains("$least", StringComparison.Ordinal) && (least = OwnWord(key, prefix + "least")) is null)
            {
                return null;
            }

            // Numbers as they stand in "$F" are drawn once, so that a wording says one thing.
            var noun = key is null ? "" : Noun(key, chinese);
            var kind = group is null ? key : group;
            var wording = Fill(text, new(Values(extra))
            {
                ["$F1"] = phrases.One(), ["$F"] = phrases.Filtered(chinese), ["$A"] = phrases.All(chinese), ["$V"] = verb ?? "", ["$most"] = most ?? "", ["$least"] = least ?? "",
                ["$ps"] = key is null ? "" : Plural(key), ["$p"] = noun, ["$ks"] = kind is null ? "" : Plural(kind), ["$k"] = kind is null ? "" : Noun(kind, chinese), ["$X"] = "{text}",
            });
            return Possessive().Replace(wording, "$1");

            string Plural(Property property) => random.Percent(50) ? $"{{{property.Name}:s}}" : English.Plural(Noun(property, false).Trim('{', '}')).ToLowerInvariant();
        }

        private string? OwnWord(Property? key, string keyword) => _own && key?.Of(keyword) is [_, ..] all ? random.Pick(all.AsSpan()) : null;

        private static Dictionary<string, string> Values(Dictionary<string, string> extra) => new()
        {
            ["{$n}"] = "{" + extra.GetValueOrDefault("$n") + "}", ["{$s}"] = "{" + extra.GetValueOrDefault("$s") + "}", ["{$page}"] = "{" + extra.GetValueOrDefault("$page") + "}",
        };

        private string Noun(Property property, bool chinese)
        {
            if (chinese)
            {
                return _own && property.Of("zh") is [var zh, ..] && random.Percent(65) ? zh : property.IsThis ? "值" : $"{{{property.Name}:id}}";
            }

            return property.IsThis ? "value" : _own && property.Of("noun") is [_, ..] nouns && random.Percent(35) ? random.Pick(nouns.AsSpan()) : $"{{{property.Name}}}";
        }

        private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

        /// <summary>Replaces each placeholder by what it stands for, the longest that fits first.</summary>
        private static string Fill(string text, Dictionary<string, string> words)
        {
            var keys = words.Keys.OrderByDescending(k => k.Length).ToList();
            var filled = new StringBuilder();
            for (var i = 0; i < text.Length;)
            {
                var key = text[i] is '$' or '{' ? keys.Find(k => string.CompareOrdinal(text, i, k, 0, k.Length) == 0) : null;
                filled.Append(key is null ? text[i].ToString() : words[key]);
                i += key?.Length ?? 1;
            }

            return filled.ToString();
        }

        [GeneratedRegex(@"\btheir (\{\w+:id\})|\b()(?:them|these)\b")]
        private static partial Regex They();

        [GeneratedRegex(@"§([\d,]+)")]
        private static partial Regex StepMark();

        [GeneratedRegex(@"/\*§[\d,]+\*/")]
        private static partial Regex StepComment();

        [GeneratedRegex(@"\$(ce|ci|ne|ni|par)\b")]
        private static partial Regex ConditionPlaceholder();

        [GeneratedRegex(@"\$cand\(((?:[^()]|\([^()]*\))*)\)")]
        private static partial Regex AndCondition();

        [GeneratedRegex(@"(?<=\w|\))(?<!\bg)(/\*§[\d,]+\*/)?\??\.(Where|OrderBy|OrderByDescending|Order|OrderDescending|GroupBy|Select|ToDictionary|Take|Sum|MaxBy|MinBy|Distinct)\((?![^()]*\)\.Count == 0)")]
        private static partial Regex ChainCall();

        [GeneratedRegex(@"\bthe (\{\w+(:id)?\}'s)")]
        private static partial Regex Possessive();
    }
}
