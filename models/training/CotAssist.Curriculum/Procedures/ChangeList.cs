using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Procedures;

/// <summary>What becomes of a number after it is computed: raised, capped, halved under a condition, and given back.</summary>
/// <param name="local">The variable.</param>
internal sealed class ChangeList(Scene scene, string local)
{
    private static readonly (string Sign, string[] Phrases)[] Comparisons = [(">", ["{0} is over {1}", "{0} exceeds {1}", "{0} is more than {1}", "{0} > {1}"]), (">=", ["{0} is at least {1}", "{0} reaches {1}", "{0} is {1} or more"]), ("<", ["{0} is below {1}", "{0} is less than {1}", "{0} < {1}", "{0} is under {1}"])];
    private readonly Random _random = scene.Random;
    private readonly Speech _speech = scene.Speech;
    private readonly List<Func<string>> _said = [];

    /// <summary>Statements with step marks, each with a line end.</summary>
    public string Code { get; private set; } = "";

    /// <summary>What a comment says of it, in other words each time.</summary>
    public IEnumerable<string> Said() => _said.Select(s => s()).Where(s => s.Length > 0);

    /// <param name="type">Of the number.</param>
    /// <param name="element">The record whose properties may be conditions; null: the number itself is the only condition.</param>
    public void Draw(string type, int count, string? element)
    {
        var isLast = false;
        for (var n = 0; n < count && !isLast; n++)
        {
            var pieces = scene.Material.Changes.Where(c => (!c.Has("last") || n == count - 1) && !scene.Parts.Contains(c.Name)).ToList();
            if (pieces.Count == 0)
            {
                break;
            }

            var piece = _random.Pick(pieces);
            var isConditional = piece.Has("conditional") || !piece.Has("last") && !piece.Has("always") && _random.Percent(element is null ? 40 : 75);
            if (scene.Part(piece, type, element is not null) is not { } change)
            {
                continue;
            }

            isLast = piece.Has("last");
            var inCode = new Dictionary<string, string> { ["$r"] = local };
            var code = _speech.Code(change, element ?? "", inCode);
            string Do(string phrase) => _speech.InStep(change, phrase, inCode);
            if (!isConditional)
            {
                Code += scene.Step(_speech.Say(piece.Phrases("do"), Do)) + "\n" + code + "\n";
                _said.Add(() => _speech.InComment(change, _speech.Phrase(change, "said")));
                continue;
            }

            var (condition, step, said) = element is not null && scene.Condition([]) is { } drawn
                ? (_speech.Code(drawn, element), (Func<string>)(() => _speech.InStep(drawn, _speech.Phrase(drawn, "when"))), (Func<string>)(() => _speech.InComment(drawn, _speech.Phrase(drawn, "when"))))
                : Compared(type);
            Code += scene.Step(_speech.Say(scene.Material.Words["when"].Phrases("do"), p => Filled(p, step(), Do(_random.Pick(piece.Phrases("do").AsSpan()))))) + "\n"
                + (_random.Percent(60) ? $"if ({condition})\n{{\n    {code}\n}}\n\n" : $"if ({condition})\n    {code}\n");
            _said.Add(() => Filled(_random.Pick(scene.Material.Words["when"].Phrases("said").AsSpan()), said(), _speech.InComment(change, _speech.Phrase(change, "said"))));
        }
    }

    /// <summary>The last step; null when no ending fits.</summary>
    /// <param name="kind">Of the result ("number", "textlist" ...).</param>
    /// <param name="returns">The result's type.</param>
    /// <param name="result">An expression, where it is not the variable.</param>
    public (string Code, string Returns)? End(string kind, string returns, string result)
    {
        var kinds = kind == "textlist" ? ["textlist", "list"] : kind == "counts" ? ["counts", "dictionary"] : new[] { kind };
        var endings = scene.Material.Endings.Skip(1).Where(e => e.Words("of").Any(kinds.Contains)).ToList();
        var piece = endings.Count == 0 || result.Length > 0 || _random.Percent(65) ? scene.Material.Endings[0] : _random.Pick(endings);
        if (scene.Part(piece, kind == "number" ? returns : "int", false) is not { } ending)
        {
            return null;
        }

        var words = new Dictionary<string, string> { ["$r"] = result.Length > 0 ? result : local };
        var mark = scene.Step(_speech.Say(piece.Phrases("do"), p => _speech.InStep(ending, p, words)));
        _said.Add(() => piece.Text("said").Length == 0 ? "" : _speech.InComment(ending, _speech.Phrase(ending, "said")));
        return ($"{mark}\nreturn {_speech.Code(ending, "", words)};", piece.Has("returns") ? piece.Text("returns") : returns);
    }

    private (string Code, Func<string> Step, Func<string> Said) Compared(string type)
    {
        var (sign, phrases) = _random.Pick(Comparisons.AsSpan());
        var limit = scene.Literal(type, "limit", "20 10..200");
        return ($"{local} {sign} {limit}", () => Phrase(local), () => Phrase(_random.OneOf("it", "the result", "that", "this")));

        string Phrase(string subject) => _random.Pick(phrases).Replace("{0}", subject, StringComparison.Ordinal).Replace("{1}", $"{{{limit}}}", StringComparison.Ordinal);
    }

    private static string Filled(string pattern, string condition, string what) =>
        Placeholders.Fill(pattern, new Dictionary<string, string> { ["$c"] = condition, ["$d"] = what });
}
