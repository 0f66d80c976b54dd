using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Procedures;

/// <summary>A loop over records: some are skipped, something is computed of the others and gathered, the result changed and given back.</summary>
internal sealed class LoopProcedure(Scene scene)
{
    private readonly Random _random = scene.Random;
    private readonly Speech _speech = scene.Speech;
    private readonly Comments _comments = new(scene.Random);
    private readonly Dictionary<string, string> _words = [];

    public string? Write(string id)
    {
        var gather = _random.Pick(scene.Material.Gathers.AsSpan());
        var of = gather.Words("of");
        var number = of.Contains("number") ? scene.Value("number") : null;
        var text = of.Contains("text") ? scene.Value("text") : null;
        var key = of.Contains("key") ? scene.Key() : null;
        if (of.Contains("number") && number is null || of.Contains("text") && text is null || of.Contains("key") && key is null)
        {
            return null;
        }

        scene.Parts.Add(gather.Name);
        var field = _random.Percent(25);
        var subject = scene.Own((field ? "_" : "") + scene.Many);
        var loop = scene.Own(scene.One);
        var lambda = loop[..1] is "e" or "g" ? "x" : loop[..1];
        var adjacent = gather.Has("adjacent");
        var tested = of.Contains("condition") ? scene.Condition([]) : null;
        var filters = new List<(Drawn Condition, bool Skips)>();
        var count = adjacent ? 0 : _random.Next(100) switch { < 35 => 0, < 85 => 1, _ => 2 };
        while (filters.Count < count && scene.Condition([.. filters.Append((tested!, false)).Where(f => f.Item1 is not null).SelectMany(f => f.Item1.Properties.Values)]) is { } condition)
        {
            filters.Add((condition, _random.Percent(50)));
        }

        if (filters.Count < count || of.Contains("condition") && tested is null)
        {
            return null;
        }

        var limit = gather.Has("value") ? scene.Part(gather, number!.Type, false)!.Names["$v"] : null;
        var value = number ?? text ?? key;
        var local = scene.Own(_random.Pick(gather.Phrases("local").AsSpan()));
        foreach (var (name, word) in new[] { ("$r", local), ("$t", number?.Type ?? ""), ("$k", key?.Type ?? ""), ("$l", lambda) })
        {
            _words[name] = word;
        }

        if (limit is not null)
        {
            _words["$v"] = limit;
        }

        var returns = Placeholders.Fill(gather.Text("returns"), _words);

        // What the phrases speak of.
        var inSteps = Phrases(inComment: false);
        Dictionary<string, string> Phrases(bool inComment)
        {
            string Said(Drawn? drawn, string keyword) => drawn is null ? "" : inComment ? _speech.InComment(drawn, _speech.Phrase(drawn, keyword)) : _speech.InStep(drawn, _speech.Phrase(drawn, keyword));
            var phrases = new Dictionary<string, string>(_words) { ["$V"] = Said(value, "says"), ["$K"] = Said(key, "says"), ["$c"] = Said(tested, "when"), ["$A"] = inComment ? _speech.Entities(subject) : $"{{{subject}}}", ["$one"] = loop };
            if (limit is not null)
            {
                phrases["$v"] = $"{{{limit}}}";
            }

            return phrases;
        }

        string Step(string phrase) => Placeholders.Fill(phrase, _random.Percent(50) ? inSteps : Phrases(inComment: false));

        // The plan: start and loop, what is skipped, what is gathered, what follows.
        var start = scene.Step(gather.Phrases("start").Select(s => Step(s) + _random.OneOf(" and ", ", then ", "; ") + Step(_random.Pick(scene.Material.Words[adjacent ? "pairs" : "each"].Phrases("do").AsSpan()))));
        var skipMarks = filters.Select(f => scene.Step(_speech.Say(scene.Material.Words[f.Skips ? "skip" : "keep"].Phrases("do"), p => Placeholders.Fill(p, new Dictionary<string, string>(inSteps) { ["$c"] = _speech.InStep(f.Condition, _speech.Phrase(f.Condition, "when")) })))).ToList();
        var gatherMark = scene.Step(_speech.Say(gather.Phrases("do"), Step));
        var changes = new ChangeList(scene, local);
        var result = Kind(returns);
        if (result == "number" && !gather.Has("unchanged"))
        {
            changes.Draw(returns, _random.Next(100) switch { < 50 => 0, < 85 => 1, _ => 2 }, null);
        }

        if (changes.End(result, returns, Placeholders.Fill(gather.Text("result"), _words)) is not var (final, returnType))
        {
            return null;
        }

        var after = changes.Code + final;
        // The key with the most of something: where nothing is, there is none.
        returnType = returnType.Replace("$q", key is { Type: "string" } ? "string?" : key?.Type ?? "string", StringComparison.Ordinal);

        var codes = new List<string>();
        string Filled(string keyword, string element, string previous = "") => Placeholders.Fill(gather.Text(keyword), new Dictionary<string, string>(_words)
        {
            ["$V"] = value is null ? "" : _speech.Code(value, element), ["$Y"] = value is null ? "" : Operand(_speech.Code(value, previous)), ["$K"] = key is null ? "" : _speech.Code(key, element), ["$C"] = tested is null ? "" : _speech.Code(tested, element),
            ["$L"] = value is null ? "" : _speech.Code(value, lambda), ["$J"] = key is null ? "" : _speech.Code(key, lambda), ["$D"] = tested is null ? "" : _speech.Code(tested, lambda),
        });
        var init = start + "\n" + Filled("init", loop);
        if (adjacent)
        {
            codes.Add($"{init}\nfor (var i = 1; i < {subject}.Count; i++)\n{{\n{Indented($"{gatherMark}\n{Filled("each", $"{subject}[i]", $"{subject}[i - 1]")}")}\n}}\n\n{after}");
            codes.Add($"{init}\nfor (var i = 1; i < {subject}.Count; i++)\n{{\n    var previous = {subject}[i - 1];\n    var current = {subject}[i];\n{Indented($"{gatherMark}\n{Filled("each", "current", "previous")}")}\n}}\n\n{after}");
        }
        else
        {
            codes.Add($"{init}\nforeach (var {loop} in {subject})\n{{\n{Indented(Skipping())}\n}}\n\n{after}");
            codes.Add(filters.Count > 0
                ? $"{init}\nforeach (var {loop} in {subject})\n{{\n{Indented(Wrapped())}\n}}\n\n{after}"
                : $"{init}\nfor (var i = 0; i < {subject}.Count; i++)\n{{\n    var {loop} = {subject}[i];\n{Indented($"{gatherMark}\n{Filled("each", loop)}")}\n}}\n\n{after}");
            if (gather.Has("linq"))
            {
                var kept = string.Concat(filters.Select((f, n) => $"\n    {skipMarks[n]}\n    .Where({lambda} => {(f.Skips ? _speech.Not(f.Condition, lambda) : _speech.Code(f.Condition, lambda))})"));
                codes.Add($"{(result == "number" ? returns : "var")} {local} = {subject}{kept}\n    {gatherMark}\n    .{Filled("linq", lambda)};\n{after}");
            }
        }

        string Skipping() => string.Concat(filters.Select((f, n) => $"{skipMarks[n]}\nif ({(f.Skips ? _speech.Code(f.Condition, loop) : _speech.Not(f.Condition, loop))})\n{{\n    continue;\n}}\n\n")) + $"{gatherMark}\n{Filled("each", loop)}";

        string Wrapped()
        {
            var inner = $"{gatherMark}\n{Filled("each", loop)}";
            for (var n = filters.Count - 1; n >= 0; n--)
            {
                inner = $"{skipMarks[n]}\nif ({(filters[n].Skips ? _speech.Not(filters[n].Condition, loop) : _speech.Code(filters[n].Condition, loop))})\n{{\n{Indented(inner)}\n}}";
            }

            return inner;
        }

        var stem = _random.Pick(gather.Phrases("names").AsSpan());
        var noun = scene.Entity.IsRecord ? scene.Entity.Type : English.Capitalized(scene.One);
        var names = new[] { gather.Phrases("names")[0] + (value?.Properties.Values.FirstOrDefault() is { IsThis: false } first ? first.Name : English.Plural(noun)), stem + noun, stem }.Where(n => scene.Entity.Properties.All(p => p.Name != n) && n != scene.Entity.Type).Distinct().ToList();
        var holder = field ? $"class class {noun}{_random.OneOf("Book", "Store", "Desk", "Report", "Board", "Service")}\nmembers\n    private readonly List<{scene.Entity.Type}> {subject} = [];\n\n    public void Add({scene.Entity.Type} added) => {subject}.Add(added);\n" : "";
        var types = scene.Entity.IsRecord ? "types\n" + scene.Declaration() : "";
        return scene.Entry(id, returnType, names, field ? [] : [$"List<{scene.Entity.Type}> {subject}"], holder + types, codes, Wording);

        string Wording()
        {
            var phrases = Phrases(inComment: true);
            var all = phrases["$A"];
            var kept = string.Join(" and ", filters.Where(f => !f.Skips).Select(f => _speech.InComment(f.Condition, _speech.Phrase(f.Condition, "when"))));
            phrases["$F"] = kept.Length == 0 ? all : $"{all} {_random.OneOf("where", "where", "for which")} {kept}";
            var skipped = filters.Where(f => f.Skips).Select(f => Placeholders.Fill(_random.Pick(scene.Material.Words["skip"].Phrases("said").AsSpan()), new Dictionary<string, string>(phrases) { ["$A"] = "those", ["$c"] = _speech.InComment(f.Condition, _speech.Phrase(f.Condition, "when")) }));
            var nounPhrase = _random.Percent(55);
            var main = Placeholders.Fill(_random.Pick(gather.Phrases(nounPhrase ? "np" : "clause").AsSpan()), phrases);
            IReadOnlyList<string> more = [.. skipped, .. changes.Said()];
            return nounPhrase ? _comments.Noun(main, more) : _comments.Clause(main, more);
        }
    }

    /// <summary>What may stand behind a minus.</summary>
    private static string Operand(string code) =>
        code.Replace("[i - 1]", "", StringComparison.Ordinal) is var bare && (bare.Contains(" + ", StringComparison.Ordinal) || bare.Contains(" - ", StringComparison.Ordinal)) ? $"({code})" : code;

    private static string Kind(string returns) => returns switch
    {
        "int" or "decimal" or "double" => "number",
        "List<string>" => "textlist",
        "bool" => "bool",
        _ when returns.StartsWith("List<", StringComparison.Ordinal) => "list",
        _ when returns.StartsWith("Dictionary<", StringComparison.Ordinal) => returns.Contains("List<", StringComparison.Ordinal) ? "dictionary" : "counts",
        _ => "text",
    };

    private static string Indented(string code) => "    " + code.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal);
}
