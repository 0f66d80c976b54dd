using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Procedures;

/// <summary>About one record (or its values, handed in): an amount that is computed and changed, a text with parts, messages of what is wrong, an answer by cases, a rule.</summary>
internal sealed class RecordProcedure(Scene scene)
{
    private readonly Random _random = scene.Random;
    private readonly Speech _speech = scene.Speech;
    private readonly Comments _comments = new(scene.Random);
    private readonly List<string> _codes = [];
    private readonly List<Func<string>> _said = [];
    private readonly string _element = scene.Own(scene.One);

    public string? Write(string id)
    {
        var (returns, main, names) = _random.Next(100) switch
        {
            < 45 => Amount(),
            < 60 => Described(),
            < 72 => Messages(),
            < 86 => Answer(),
            _ => Rule(),
        };
        if (main is null)
        {
            return null;
        }

        var fit = names.Where(n => scene.Entity.Properties.All(p => p.Name != n) && n != scene.Entity.Type).OrderBy(_ => _random.Next()).ToList();
        var (members, types) = scene.Access switch
        {
            Access.Element => ("", scene.Declaration()),
            Access.Member => scene.OwnMembers(),
            _ => ("", Entity.Enums(scene.Used).TrimStart('\n')),
        };
        IEnumerable<string> given = scene.Access switch
        {
            Access.Element => [$"{scene.Entity.Type} {_element}"],
            Access.Member => [],
            _ => scene.Used.Select(p => $"{p.Type} {Speech.ParameterName(p)}"),
        };
        var context = (members.Length > 0 ? $"class class {scene.Entity.Type}\nmembers\n{members}" : "") + (types.Length > 0 ? "types\n" + types : "");
        return scene.Entry(id, returns, fit, given, context, _codes, main);
    }

    /// <summary>The record as a comment's noun: "the order", "an order".</summary>
    private string Noun => _random.OneOf($"the {{{scene.Entity.Type}}}", $"this {{{scene.Entity.Type}}}", $"one {{{scene.Entity.Type}}}");

    private string When(Drawn condition) => _speech.InComment(condition, _speech.Phrase(condition, "when"));

    private string WhenInStep(Drawn condition) => _speech.InStep(condition, _speech.Phrase(condition, "when"));

    private string Word(string part, string keyword, string condition, params (string Key, string Value)[] more) =>
        Placeholders.Fill(_random.Pick(scene.Material.Words[part].Phrases(keyword).AsSpan()), more.Append(("$c", condition)).ToDictionary());

    private string Step(string part, Drawn? condition, params (string Key, string Value)[] more) =>
        scene.Step(Enumerable.Range(0, 5).Select(_ => Word(part, "do", condition is null ? "" : WhenInStep(condition), more)).Distinct().Take(4));

    private string Computed(string local, Drawn value) =>
        scene.Step(Enumerable.Range(0, 6).Select(_ => Word("compute", "do", "", ("$r", local), ("$V", _speech.InStep(value, _speech.Phrase(value, "says"))))).Distinct().Take(4));

    /// <summary>The code in the style that needs no braces around one statement.</summary>
    private static string WithoutBraces(string code) =>
        code.Replace("\n{\n    ", "\n    ", StringComparison.Ordinal).Replace("\n}\n\n", "\n", StringComparison.Ordinal);

    private (string, Func<string>?, string[]) Amount()
    {
        if (scene.Value("number") is not { } value)
        {
            return default;
        }

        var local = scene.Own(_random.OneOf("result", "amount", "total", "value", "points", "cost", "score"));
        var mark = Computed(local, value);
        var changes = new ChangeList(scene, local);
        changes.Draw(value.Type, _random.Next(100) switch { < 15 => 0, < 50 => 1, < 85 => 2, _ => 3 }, _element);
        if (changes.End("number", value.Type, "") is not var (final, returns) || changes.Code.Length == 0 && final.EndsWith($"return {local};", StringComparison.Ordinal))
        {
            return default;
        }

        var start = _speech.Code(value, _element);
        var typed = value.Type == "int" ? _random.OneOf("var", "int") : value.Type;
        _codes.Add($"{mark}\n{typed} {local} = {start};\n{changes.Code}{final}");
        var first = value.Properties.Values.First().Name;
        return (returns, () => _comments.Noun($"{_speech.InComment(value, _speech.Phrase(value, "says"))}{_random.OneOf("", "", " of " + Noun, " for " + Noun)}", [.. changes.Said()]),
            ["Compute" + first, "Final" + first, "Effective" + first, first + "Of", $"Rate{scene.Entity.Type}", "Adjusted" + first, "Calculate"]);
    }

    private (string, Func<string>?, string[]) Described()
    {
        if (scene.Value("text") is not { } text)
        {
            return default;
        }

        var local = scene.Own(_random.OneOf("label", "line", "caption", "description", "result"));
        var mark = Computed(local, text);
        var (plain, built) = ($"{mark}\nvar {local} = {_speech.Code(text, _element)};\n", $"{mark}\nvar {local} = new StringBuilder({_speech.Code(text, _element)});\n");
        foreach (var condition in Conditions(_random.Next(1, 4)))
        {
            var word = Tag(condition);
            var part = Step("part", condition, ("$w", word), ("$r", local));
            plain += $"{part}\nif ({_speech.Code(condition, _element)})\n{{\n    {local} += \"{word}\";\n}}\n\n";
            built += $"{part}\nif ({_speech.Code(condition, _element)})\n    {local}.Append(\"{word}\");\n";
            _said.Add(() => Word("part", "said", When(condition), ("$w", word)));
        }

        if (_said.Count == 0)
        {
            return default;
        }

        var last = scene.Step([$"return {local}", $"give back {local}", $"return the text {local}"]);
        _codes.Add($"{plain}{last}\nreturn {local};");
        _codes.Add($"{built}\n{last}\nreturn {local}.ToString();");
        return ("string", () => _comments.Noun(_speech.InComment(text, _speech.Phrase(text, "says")), [.. _said.Select(s => s())]),
            ["Describe", "Label", "ToLine", "Caption", "Format" + scene.Entity.Type, "Summary", scene.Entity.Type + "Text"]);
    }

    private (string, Func<string>?, string[]) Messages()
    {
        var conditions = Conditions(_random.Next(2, 5));
        if (conditions.Count < 2)
        {
            return default;
        }

        var local = scene.Own(_random.OneOf("problems", "errors", "messages", "warnings", "remarks"));
        var code = scene.Step([$"start with an empty list {local}", $"make an empty list of {local}", $"let {local} be a new list"]) + $"\nvar {local} = new List<string>();\n";
        foreach (var condition in conditions)
        {
            var word = Message(condition);
            code += $"{Step("line", condition, ("$w", word), ("$r", local))}\nif ({_speech.Code(condition, _element)})\n{{\n    {local}.Add(\"{word}\");\n}}\n\n";
            _said.Add(() => Word("line", "said", When(condition), ("$w", word)));
        }

        code += scene.Step([$"return {local}", $"give back {local}", $"return the list {local}"]) + $"\nreturn {local};";
        _codes.Add(code);
        _codes.Add(WithoutBraces(code.Replace($"var {local} = new List<string>()", $"List<string> {local} = []", StringComparison.Ordinal)));
        return ("List<string>", () => _comments.Noun(_random.OneOf($"the list of {local} of {Noun}", $"all {local} for {Noun}", $"a list of {local} about {Noun}"), [.. _said.Select(s => s())]),
            ["Validate", "Check", "ProblemsOf", "Errors", "FindProblems", "Review" + scene.Entity.Type, "Issues"]);
    }

    private (string, Func<string>?, string[]) Answer()
    {
        var conditions = Conditions(_random.Next(1, 4));
        if (conditions.Count == 0)
        {
            return default;
        }

        var isText = _random.Percent(50);
        var words = isText ? conditions.Select(Message).Append(_random.OneOf("ok", "fine", "other", "normal", "-")).Select(w => $"\"{w}\"").ToList() : [.. Enumerable.Range(0, conditions.Count + 1).Select(_ => scene.Literal("int", "answer", $"{_random.Next(1, 20)} 0..40"))];
        string Mention(string word) => isText ? word : $"{{{word}}}";
        var statements = "";
        for (var n = 0; n < conditions.Count; n++)
        {
            var (condition, word) = (conditions[n], words[n]);
            var mark = Step("answer", condition, ("$d", Mention(word)));
            statements += $"{mark}\nif ({_speech.Code(condition, _element)})\n{{\n    return {word};\n}}\n\n";
            _said.Add(() => Word("answer", "said", When(condition), ("$d", Mention(word))));
        }

        statements += $"{Step("otherwise", null, ("$d", Mention(words[^1])))}\nreturn {words[^1]};";
        _said.Add(() => Word("otherwise", "said", "", ("$d", Mention(words[^1]))));
        _codes.Add(statements);
        _codes.Add(WithoutBraces(statements));
        return (isText ? "string" : "int", () =>
            {
                var said = _said.Select(s => s()).ToList();
                return _random.Percent(50) ? _comments.Join(said[0], said[1..]) : _comments.Noun((isText ? _random.OneOf("a word for ", "the state of ", "the kind of ") : _random.OneOf("the points for ", "the rate for ", "the level of ")) + Noun, said);
            },
            isText ? ["Classify", "StateOf", "Kind", "Rate" + scene.Entity.Type, "Describe"] : ["Points", "RateOf", "Level", "Score" + scene.Entity.Type, "Fee"]);
    }

    private (string, Func<string>?, string[]) Rule()
    {
        var conditions = Conditions(_random.Next(2, 4));
        if (conditions.Count < 2)
        {
            return default;
        }

        // Those that must not hold, and the last, which decides.
        var statements = "";
        foreach (var condition in conditions.SkipLast(1))
        {
            statements += $"{Step("answer", condition, ("$d", "false"))}\nif ({_speech.Code(condition, _element)})\n{{\n    return false;\n}}\n\n";
            _said.Add(() => Word("answer", "said", When(condition), ("$d", _random.OneOf("false", "no", "not"))));
        }

        var last = conditions[^1];
        statements += scene.Step(Enumerable.Range(0, 4).Select(_ => _random.OneOf("return whether ", "otherwise return if ", "else tell whether ", "true when ") + WhenInStep(last)).Distinct()) + $"\nreturn {_speech.Code(last, _element)};";
        _codes.Add(statements);
        _codes.Add(WithoutBraces(statements));
        return ("bool", () => _comments.Join(_random.OneOf("check if ", "tell whether ", "true if ", "is it so that ") + When(last), [.. _said.Select(s => s())]),
            ["IsAllowed", "CanProceed", "IsValid", "Qualifies", "Accepts", "IsFit", "Passes"]);
    }

    /// <summary>Conditions on different properties.</summary>
    private List<Drawn> Conditions(int count)
    {
        var conditions = new List<Drawn>();
        while (conditions.Count < count && scene.Condition([.. conditions.SelectMany(c => c.Properties.Values)]) is { } condition)
        {
            conditions.Add(condition);
        }

        return conditions;
    }

    private string Tag(Drawn condition)
    {
        var name = English.Words(condition.Names.GetValueOrDefault("$m") ?? condition.Properties["$x"].Name);
        return _random.OneOf($" ({name})", $", {name}", " !", " *", $" - {name}", $" [{name}]");
    }

    private string Message(Drawn condition)
    {
        var name = English.Words(condition.Properties["$x"].Name);
        return condition.Piece.Name switch
        {
            "over" or "over-other" or "at-least" => _random.OneOf($"{name} too high", $"high {name}", $"too much {name}"),
            "under" or "under-other" or "at-most" => _random.OneOf($"{name} too low", $"low {name}", $"too little {name}"),
            "blank" or "none" or "zero" => _random.OneOf($"no {name}", $"{name} is missing", $"{name} needed"),
            "member" => _random.OneOf(English.Words(condition.Names["$m"]), $"{name} {English.Words(condition.Names["$m"])}"),
            "yes" => _random.OneOf(name, "marked " + name),
            "no" => "not " + name,
            _ => _random.OneOf($"check the {name}", $"wrong {name}", $"special {name}"),
        };
    }
}
