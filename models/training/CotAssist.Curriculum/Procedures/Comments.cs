using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Procedures;

/// <summary>Joins what a procedure does in the main with what else is to be said of it.</summary>
internal sealed class Comments(Random random)
{
    /// <param name="main">Names the result: "the total of ...".</param>
    /// <param name="more">Clauses in the order of the code.</param>
    public string Noun(string main, IReadOnlyList<string> more) =>
        Join(random.OneOf("{0}", "{0}", "return {0}", "get {0}", "I need {0}", "work out {0}", "Returns {0}", "give me {0}").Replace("{0}", main, StringComparison.Ordinal), more);

    /// <param name="main">Says what to do: "add up ...".</param>
    /// <param name="more">Clauses in the order of the code.</param>
    public string Clause(string main, IReadOnlyList<string> more) =>
        Join(random.OneOf("{0}", "{0}", "{0}", "please {0}", "we must {0}").Replace("{0}", main, StringComparison.Ordinal), more);

    public string Join(string main, IReadOnlyList<string> more)
    {
        if (more.Count == 0)
        {
            return Cased(main);
        }

        return random.Next(100) switch
        {
            < 25 => Cased(main + ", " + string.Join(random.OneOf(", ", ", and "), more)),
            < 50 => Sentence(main) + " " + string.Join(" ", more.Select(Sentence)),
            < 62 => main + "; " + string.Join("; ", more),
            < 74 => $"{main} ({string.Join("; ", more)})",
            < 86 => string.Join(". ", more.Prepend(main)),
            < 94 => Sentence(main) + "\n" + string.Join("\n", more.Select(m => "- " + m)),
            _ => Sentence(string.Join(", ", more)) + " " + Sentence(main),
        };
    }

    private string Cased(string text) => random.Percent(50) ? text : Sentence(text);

    private static string Sentence(string text) => English.Capitalized(text) + (text[^1] is '.' or '?' ? "" : ".");
}
