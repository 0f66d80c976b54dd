using System.Text.RegularExpressions;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Queries;

/// <summary>Holds the words of queries to their format, so that a slip is named before it becomes samples.</summary>
internal static partial class QueryChecker
{
    private static readonly HashSet<string> Kinds = ["int", "decimal", "double", "bool", "string", "string?", "DateOnly", "enum", "char"];

    // For each keyword: how many values its patterns compare with, and whether they go around a noun.
    private static readonly Dictionary<string, (int Values, bool AroundNoun)> Keywords = new()
    {
        ["is"] = (1, true), ["over"] = (1, true), ["under"] = (1, true), ["yes"] = (0, true), ["no"] = (0, true), ["some"] = (0, true), ["none"] = (0, true),
        ["vp"] = (1, false), ["vp-over"] = (1, false), ["vp-under"] = (1, false), ["vp-yes"] = (0, false), ["vp-no"] = (0, false),
        ["most"] = (0, false), ["least"] = (0, false), ["noun"] = (0, false), ["zh"] = (0, false), ["values"] = (0, false), ["range"] = (0, false),
    };

    public static IEnumerable<Problem> Check(QueryMaterial material, string folder)
    {
        var problems = new List<Problem>();
        void Add(string file, string message) => problems.Add(new(Path.Combine(folder, file), 0, message));

        foreach (var entity in material.Entities)
        {
            foreach (var property in entity.Properties)
            {
                var name = $"{entity.Type}.{property.Name}";
                if (!Kinds.Contains(property.Kind))
                {
                    Add("entities", $"{name}: the kind '{property.Kind}' is none of {string.Join(", ", Kinds)}");
                }

                foreach (var (keyword, phrases) in property.Phrases)
                {
                    var bare = keyword.StartsWith("zh-", StringComparison.Ordinal) ? keyword[3..] : keyword;
                    var member = bare.StartsWith("is-", StringComparison.Ordinal) && property.Members.Contains(bare[3..]);
                    if (!member && !Keywords.ContainsKey(bare))
                    {
                        Add("entities", $"{name}: unknown keyword '{keyword}'");
                        continue;
                    }

                    if (bare is "values" or "range")
                    {
                        continue;
                    }

                    var (values, aroundNoun) = member ? (0, true) : Keywords[bare];
                    foreach (var phrase in phrases)
                    {
                        if (phrase.Split("{v}").Length - 1 != values)
                        {
                            Add("entities", $"{name}, {keyword}: write {{v}} {(values == 1 ? "once" : "nowhere")} in '{phrase}'");
                        }

                        if (phrase.Split('_').Length - 1 != (aroundNoun ? 1 : 0))
                        {
                            Add("entities", $"{name}, {keyword}: write _ {(aroundNoun ? "once, where the noun stands," : "nowhere")} in '{phrase}'");
                        }
                    }
                }
            }
        }

        foreach (var condition in material.Conditions)
        {
            if (condition.Codes.IsEmpty || condition.Of("step").IsEmpty && condition.Of("step-of").IsEmpty)
            {
                Add("conditions.txt", $"{condition.Name} needs a 'code' line and a 'step' or 'step-of' line");
            }
        }

        foreach (var outcome in material.Outcomes)
        {
            if (outcome.Codes.IsEmpty || outcome.Steps.IsEmpty || !outcome.Wordings.Any(w => !w.Chinese) || !outcome.Wordings.Any(w => w.Chinese))
            {
                Add("outcomes.txt", $"{outcome.Name} needs code, steps, and wordings in English and Chinese");
            }

            foreach (var (_, _, text) in outcome.Wordings)
            {
                if (Slot().Matches(text).FirstOrDefault(m => m.Value is not ("$F" or "$F1" or "$A" or "$V" or "$p" or "$ps" or "$k" or "$ks" or "$most" or "$least" or "$n" or "$s" or "$page" or "$X")) is { } unknown)
                {
                    Add("outcomes.txt", $"{outcome.Name}: {unknown.Value} in '{text}' stands for nothing");
                }
            }
        }

        return problems;
    }

    [GeneratedRegex(@"\$[A-Za-z0-9]+")]
    private static partial Regex Slot();
}
