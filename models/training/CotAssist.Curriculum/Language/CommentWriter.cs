using System.Collections.Immutable;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Language;

/// <summary>Asks for a solution the way people do: with an entry's own wording, or by joining the wordings of a pipeline's pieces.</summary>
public sealed class CommentWriter(Random random, Split split)
{
    private readonly Mentions _mentions = new(random);
    private readonly List<string> _used = [];

    /// <summary>Null when the pieces have no wordings of the kind that is wanted.</summary>
    public CommentText? Write(Solution solution, bool chinese)
    {
        var text = solution.Pieces.Length == 1 ? Single(solution.Pieces[0], chinese) : chinese ? ChinesePipe(solution) : EnglishPipe(solution);
        if (text is null)
        {
            return null;
        }

        if (solution.Guard is { } guard)
        {
            text = WithGuard(text, guard, solution, chinese);
        }

        return new(Tidy(text), chinese, [.. _used], [.. _mentions.Identifiers, .. solution.Parameters.Select(p => p.Name)]);
    }

    /// <summary>
    /// A comment that says how: the steps of a single entry in other words than its plan's, alone or behind the entry's wording.
    /// Many of the tasks' wordings hint at what only their code says; this teaches to read what a comment spells out.
    /// </summary>
    public CommentText? WriteTold(Solution solution)
    {
        var marks = Enumerable.Range(1, solution.Steps.Length).ToList();
        string? title = null;
        if (random.Percent(50))
        {
            if ((title = Single(solution.Pieces[0], false)) is null)
            {
                return null;
            }

            var one = random.Pick(marks);
            marks.RemoveAll(m => m != one && random.Percent(25));
        }

        var steps = new PlanWriter(random).Phrases(solution, marks, _mentions, PlanStyle.DrawSaid(random)).ToList();
        var told = random.Next(100) switch
        {
            < 20 => And(steps, ", then "),
            < 40 => And(steps),
            < 60 => string.Join(" ", steps.Select(s => Stop(English.Capitalized(s)))),
            < 75 => string.Join(" ", steps.Select(s => Stop(English.Capitalized(ThirdPerson(s))))),
            < 85 => string.Join("; ", steps),
            < 92 => string.Join("\n", steps.Select(s => Stop(English.Capitalized(s)))),
            _ when steps.Count > 1 => string.Concat(steps.Select(s => "\n- " + s)).TrimStart('\n'),
            _ => steps[0],
        };
        if (title is not null)
        {
            var bare = title.TrimEnd('.', '?', '!', ':');
            told = told[0] == '-' ? $"{bare}:\n{told}" : random.Next(4) switch
            {
                0 => $"{bare}: {English.Uncapitalized(told)}",
                1 => $"{Stop(title)}\n{English.Capitalized(told)}",
                2 when marks.Count == 1 => $"{bare} ({English.Uncapitalized(told).TrimEnd('.')})",
                _ => $"{Stop(title)} {English.Capitalized(told)}",
            };
        }

        return new(Tidy(title is null && random.Percent(30) ? Cased(told) : told), false, [.. _used], [.. _mentions.Identifiers, .. solution.Parameters.Select(p => p.Name)]);
    }

    /// <summary>What makes a clause the end of a method.</summary>
    public static string[] AndReturn { get; } = [" and return it", " and return the result", ", return it", ", then return that"];

    /// <summary>What a person says in one turn: the piece's clause or noun phrase about the result of the turn before.</summary>
    /// <param name="returns">The turn ends its method, so that the result is returned.</param>
    /// <param name="first">The subject is the method's parameter.</param>
    public CommentText? WriteTurn(PieceUse piece, string subject, bool chinese, bool first, bool returns)
    {
        var form = random.Percent(returns ? 50 : 70) ? WordingForm.Clause : WordingForm.NounPhrase;
        if ((Draw(piece, chinese, form) ?? Draw(piece, chinese, form == WordingForm.Clause ? WordingForm.NounPhrase : WordingForm.Clause)) is not { } wording)
        {
            return null;
        }

        var said = !first && random.Percent(65) ? _mentions.Mention(subject) : null;
        var piped = first ? null : piece.Template.SubjectType;
        var clause = wording.Form == WordingForm.Clause;
        if (chinese)
        {
            var zh = _mentions.Chinese(wording.Text, piece, said, piped);
            return new(Tidy(returns ? clause ? zh + "并返回" : "返回" + zh : zh), true, [.. _used], [.. _mentions.Identifiers]);
        }

        var text = _mentions.English(wording.Text, piece, said, piped);
        text = (clause, returns) switch
        {
            (true, true) => random.Percent(70) ? Cased(text + random.OneOf(AndReturn)) : Cased(text),
            (true, false) => Clause(text, null),
            (false, true) => Cased(random.OneOf("return ", "return ", "give back ", "the result is ", "finally return ") + text),
            _ => Cased(random.OneOf("get ", "take ", "now ", "find ", "then ", "", "", "make ") + text),
        };
        return new(Tidy(text), false, [.. _used], [.. _mentions.Identifiers]);
    }

    /// <summary>The wordings of a piece that this split may show.</summary>
    private List<Wording> Allowed(PieceUse piece, bool chinese, WordingForm? form)
    {
        var all = piece.Primitive.Wordings.Where(w => w.Chinese == chinese && (form is null || w.Form == form)).ToList();
        var wanted = all.Where(w => Held.IsHeld(piece.Id, w) == (split == Split.HeldWordings)).ToList();
        return wanted;
    }

    private Wording? Draw(PieceUse piece, bool chinese, WordingForm? form)
    {
        var allowed = Allowed(piece, chinese, form);
        if (allowed.Count == 0)
        {
            return null;
        }

        var wording = allowed[random.Next(allowed.Count)];
        _used.Add($"{piece.Id}: {wording.Text}");
        return wording;
    }

    private string? Single(PieceUse piece, bool chinese)
    {
        if (Draw(piece, chinese, null) is not { } wording)
        {
            return null;
        }

        if (chinese)
        {
            var zh = _mentions.Chinese(wording.Text, piece, null, null);
            return wording.Form switch
            {
                WordingForm.Clause => random.Next(10) switch { 0 => "请" + zh, 1 => "需要" + zh, _ => zh },
                WordingForm.NounPhrase => random.Next(10) switch { < 4 => "返回" + zh, < 6 => "求" + zh, 6 => "得到" + zh, 7 => "计算" + zh, _ => zh },
                _ => zh,
            } + (random.Percent(12) && !zh.EndsWith('。') ? "。" : "");
        }

        var text = _mentions.English(wording.Text, piece, null, null);
        return wording.Form switch
        {
            WordingForm.Clause => Clause(text, piece),
            WordingForm.NounPhrase => NounPhrase(text),
            _ => random.Next(20) switch { 0 => English.Uncapitalized(text), 1 or 2 => text.TrimEnd('.'), _ => text },
        };
    }

    private string Clause(string text, PieceUse? piece) => random.Next(100) switch
    {
        < 42 => text,
        < 62 => English.Capitalized(text),
        < 76 => Stop(English.Capitalized(text)),
        < 78 => "please " + text,
        < 82 => "TODO: " + text,
        < 84 => "need to " + text,
        < 85 => "we have to " + text + " here",
        < 86 => text + ", please",
        < 88 => Stop("Should " + text),
        < 89 => Stop("This must " + text),
        < 94 => Stop(English.Capitalized(ThirdPerson(text))),
        < 95 => ThirdPerson(text),
        < 96 => "just " + text,
        < 97 => "I want to " + text,
        < 98 => "How do I " + text + "?",
        < 99 when piece is { Template.Shape.Parameters.Length: > 0 } => "Given " + _mentions.English("{" + piece.Template.SubjectName + "}", piece, null, null) + ", " + text,
        _ => "now " + text,
    };

    private string NounPhrase(string text) => random.Next(100) switch
    {
        < 36 => text,
        < 48 => "Returns " + Stop(text),
        < 60 => "return " + text,
        < 68 => "get " + text,
        < 74 => "Gets " + Stop(text),
        < 80 => "find " + text,
        < 84 => English.Capitalized(text),
        < 88 => "I need " + text,
        < 90 => "give me " + text,
        < 92 => text + "?",
        < 94 => "What is " + text + "?",
        < 97 => "Computes " + Stop(text),
        _ => "TODO: return " + text,
    };

    private string? EnglishPipe(Solution solution)
    {
        var pieces = solution.Pieces;
        var subject = _mentions.English("{" + pieces[0].Template.SubjectName + "}", pieces[0], null, null);
        var nested = pieces.All(p => Allowed(p, false, WordingForm.NounPhrase).Count > 0);
        var clauses = pieces.All(p => Allowed(p, false, WordingForm.Clause).Count > 0 || p.Helper is not null);
        if (nested && (!clauses || pieces.Length <= 3 && random.Percent(28) || pieces.Length == 4 && random.Percent(10)))
        {
            return NounPhrase(Nest(pieces, null));
        }

        if (!clauses)
        {
            return null;
        }

        var last = pieces[^1];
        var lastNoun = Allowed(last, false, WordingForm.NounPhrase).Count > 0 && last.Helper is null;
        switch (random.Next(100))
        {
            case < 24 when lastNoun:
                // clauses, and the last result as a noun phrase
                return Join([.. Clauses(pieces[..^1]), random.OneOf("return ", "return ", "give back ", "get ", "return ") + NounOf(last)], subject);
            case < 38 when lastNoun && pieces.Length <= 4:
                // the last first: "the sum of the rest after dropping the odd ones"
                var done = Clauses(pieces[..^1]).Select(English.Gerund).ToList();
                return NounPhrase($"{NounOf(last)} {random.OneOf("after", "after", "once done with")} {And(done)}");
            case < 46 when pieces.Length <= 4:
                var after = Clauses(pieces[..^1]);
                var final = ClauseOf(last, true);
                return random.Next(4) switch
                {
                    0 => Stop(English.Capitalized($"{final}, but first {And(after)}")),
                    1 => $"before you {final}, {And(after)}",
                    2 => $"{final} after {And([.. after.Select(English.Gerund)])}",
                    _ => English.Capitalized($"{final}; {And(after)} beforehand"),
                };
            case < 56 when pieces.Length >= 2 && Allowed(pieces[0], false, WordingForm.NounPhrase).Count > 0 && pieces[0].Helper is null:
                // the first as a noun phrase, then clauses on it
                var head = NounOf(pieces[0], true);
                var rest = Clauses(pieces[1..], true);
                return random.Next(4) switch
                {
                    0 => $"take {head}, {And(rest, ", then ")}",
                    1 => English.Capitalized($"for {head}: {And(rest)}"),
                    2 => Stop($"Take {head} and {And(rest)}"),
                    _ => $"with {head}: {And(rest, ", then ")}",
                };
            default:
                return Join(Clauses(pieces), subject);
        }
    }

    private string Nest(ImmutableArray<PieceUse> pieces, string? inner)
    {
        foreach (var piece in pieces)
        {
            inner = _mentions.English(Draw(piece, false, WordingForm.NounPhrase)!.Text, piece, inner, null);
        }

        return inner!;
    }

    private string NounOf(PieceUse piece, bool isFirst = false) =>
        _mentions.English(Draw(piece, false, WordingForm.NounPhrase)!.Text, piece, null, isFirst ? null : piece.Template.SubjectType);

    private List<string> Clauses(ImmutableArray<PieceUse> pieces, bool continues = false) =>
        [.. pieces.Select((p, i) => ClauseOf(p, continues || i > 0))];

    private string ClauseOf(PieceUse piece, bool isPiped)
    {
        if (piece.Helper is not null && (random.Percent(40) || Allowed(piece, false, WordingForm.Clause).Count == 0))
        {
            _mentions.Identifiers.Add(piece.Helper);
            var on = isPiped ? random.OneOf("it", "the result", "that") : _mentions.English("{" + piece.Template.SubjectName + "}", piece, null, null);
            return random.OneOf($"call {piece.Helper} on {on}", $"use {piece.Helper}", $"apply {piece.Helper}", $"run {on} through {piece.Helper}");
        }

        return _mentions.English(Draw(piece, false, WordingForm.Clause)!.Text, piece, null, isPiped ? piece.Template.SubjectType : null);
    }

    private string Join(List<string> clauses, string subject)
    {
        if (random.Percent(14))
        {
            clauses[0] = random.OneOf("take " + subject + ", ", "given " + subject + ", ", "for " + subject + ": ", "from " + subject + ": ", "on " + subject + ": ") + clauses[0];
        }

        switch (random.Next(100))
        {
            case < 22:
                return Cased(And(clauses, ", then "));
            case < 38:
                return Cased(And(clauses));
            case < 46:
                return Stop(English.Capitalized(string.Join(", ", clauses[..^1]) + (clauses.Count > 2 ? ", and finally " : " and finally ") + clauses[^1]));
            case < 56:
                return string.Join(" ", clauses.Select((c, i) => Stop(English.Capitalized(i == 0 ? c : i == clauses.Count - 1 && random.Percent(40) ? "finally " + c : random.Percent(55) ? "then " + c : c))));
            case < 62:
                return string.Join("; ", clauses);
            case < 68:
                return string.Join(", ", clauses);
            case < 73:
                return string.Join("\n", clauses.Select(c => "- " + c));
            case < 77:
                return string.Join(random.OneOf(" -> ", " => ", " | "), clauses);
            case < 83:
                return Cased("first " + clauses[0] + string.Concat(clauses.Skip(1).Select((c, i) => (i == clauses.Count - 2 ? ", then " : ", ") + c)));
            case < 87:
                return string.Join(".\n", clauses.Select(English.Capitalized)) + ".";
            case < 90:
                return "need to " + And(clauses);
            case < 93:
                return "TODO: " + And(clauses, ", then ");
            case < 96:
                return Stop(English.Capitalized(And([.. clauses.Select(ThirdPerson)])));
            default:
                return "a) " + string.Join(" ", clauses.Select((c, i) => i == 0 ? c : (char)('a' + i) + ") " + c));
        }
    }

    private string Cased(string text) => random.Next(10) switch { < 5 => text, < 7 => English.Capitalized(text), _ => Stop(English.Capitalized(text)) };

    private static string And(List<string> clauses, string lastJoin = " and ") =>
        clauses.Count == 1 ? clauses[0] : string.Join(", ", clauses.Take(clauses.Count - 1)) + (clauses.Count > 2 && lastJoin == " and " ? " and " : lastJoin) + clauses[^1];

    private string? ChinesePipe(Solution solution)
    {
        var pieces = solution.Pieces;
        var nested = pieces.All(p => Allowed(p, true, WordingForm.NounPhrase).Count > 0);
        if (nested && random.Percent(35))
        {
            string? inner = null;
            foreach (var piece in pieces)
            {
                inner = _mentions.Chinese(Draw(piece, true, WordingForm.NounPhrase)!.Text, piece, inner, null);
            }

            return random.OneOf("返回", "求", "", "计算") + inner;
        }

        if (!pieces.All(p => Allowed(p, true, WordingForm.Clause).Count > 0))
        {
            return null;
        }

        var clauses = pieces.Select((p, i) => _mentions.Chinese(Draw(p, true, WordingForm.Clause)!.Text, p, null, i > 0 ? p.Template.SubjectType : null)).ToList();
        return random.Next(5) switch
        {
            0 => "先" + clauses[0] + string.Concat(clauses.Skip(1).Select((c, i) => (i == clauses.Count - 2 && clauses.Count > 2 ? "，最后" : "，再") + c)),
            1 => string.Join("，然后", clauses),
            2 => string.Join("，", clauses),
            3 => "对" + _mentions.Chinese("{" + pieces[0].Template.SubjectName + "}", pieces[0], null, null) + "：" + string.Join("，再", clauses),
            _ => string.Join("；", clauses) + "。",
        };
    }

    private string WithGuard(string text, Guard guard, Solution solution, bool chinese)
    {
        var nothing = Code.Nothing(solution.ReturnType);
        var subject = solution.Parameters[0].Name;
        _mentions.Identifiers.Add(subject);
        if (chinese)
        {
            var zh = random.Pick(guard.Chinese.AsSpan()).Replace("{x}", subject, StringComparison.Ordinal).Replace("{nothing}", nothing?.Chinese, StringComparison.Ordinal);
            return random.Percent(70) ? $"{text.TrimEnd('。')}，{zh}" : $"{zh}。{text}";
        }

        var words = random.Percent(50) ? subject : English.Words(subject);
        var sentence = random.Pick(guard.English.AsSpan()).Replace("{x}", words, StringComparison.Ordinal)
            .Replace("{nothing}", nothing?.English, StringComparison.Ordinal).Replace("{Nothing}", English.Capitalized(nothing?.English ?? ""), StringComparison.Ordinal);
        if (random.Percent(70))
        {
            return sentence.StartsWith('(') ? $"{text} {sentence}" : $"{Stop(text)}{random.OneOf(" ", " ", "\n")}{English.Capitalized(sentence)}";
        }

        return sentence.StartsWith('(') ? $"{text} {sentence}" : $"{Stop(English.Capitalized(sentence))} {(random.Percent(50) ? "Otherwise " + English.Uncapitalized(text) : English.Capitalized(text))}";
    }

    private static string Stop(string text) => text.Length == 0 || text[^1] is '.' or '?' or '!' or ')' or ':' or '。' ? text : text + ".";

    private static string ThirdPerson(string clause)
    {
        var space = clause.IndexOf(' ');
        var verb = space < 0 ? clause : clause[..space];
        return !verb.All(char.IsAsciiLetterLower) || verb.Length < 3 ? clause : (verb == "do" ? "does" : English.Plural(verb) is var s && s == verb ? verb + (verb.EndsWith("ss", StringComparison.Ordinal) ? "es" : "") : s) + clause[verb.Length..];
    }

    private static string Tidy(string text) => text.Replace("  ", " ", StringComparison.Ordinal).Trim();
}
