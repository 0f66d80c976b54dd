using System.Text;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Templates;

namespace CotAssist.Curriculum.Language;

/// <summary>Puts what braces name into words that fit the text before them.</summary>
public sealed class Mentions(Random random)
{
    private static readonly HashSet<string> Prepositions =
    [
        "of", "in", "from", "among", "to", "than", "for", "over", "with", "between", "on", "within", "by", "into", "at", "through", "across", "when", "if", "and", "or",
        "whether", "per", "under", "without", "until", "before", "after", "above", "below", "as", "is", "are", "that", "whose", "then", "where", "has", "have", "while", "equals", "not", "unless", "against", "out", "about", "like", "off", "but", "inside", "onto",
    ];

    private static readonly HashSet<string> Determiners = ["the", "these", "those", "all", "each", "every", "any", "some", "our", "my", "no", "given", "this", "a", "an", "both", "their", "his", "its", "your", "two", "many", "which", "what", "such", "several", "first", "last", "other", "more"];

    private static readonly string[] SmallNumbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>Names that were written as identifiers.</summary>
    public HashSet<string> Identifiers { get; } = [];

    /// <summary>What a piece works on, when it is what the piece before gave: words instead of a name.</summary>
    /// <param name="subject">Text to put for the subject instead of a name of its own (a nested noun phrase); null: by <paramref name="piped"/>.</param>
    /// <param name="piped">The subject is the result of a piece before, of this type; null: a parameter.</param>
    public string English(string text, PieceUse use, string? subject, string? piped) =>
        Braces.Replace(text, (name, style, before) => EnglishWord(use, name, style, before, subject, piped));

    public string Chinese(string text, PieceUse use, string? subject, string? piped) =>
        Braces.Replace(text, (name, _, before) => ChineseWord(use, name, subject, piped));

    /// <summary>A step's phrase: real names where there are any.</summary>
    public string Step(string phrase, StepUse step, bool words)
    {
        if (step.Piece is not { } use)
        {
            return phrase;
        }

        return Braces.Replace(phrase, (name, style, before) =>
        {
            if (IsSubject(use, name) && step.Subject is null)
            {
                return Piped(step.SubjectType, before);
            }

            if (IsSubject(use, name) && step.IsPiped && WantsNoun(before) && Generation.Code.IsCollection(step.SubjectType))
            {
                // "drop the negative {numbers}" after a step: the adjective wants a noun, not a variable.
                return random.OneOf("values", "ones");
            }

            if (IsSubject(use, name))
            {
                return words && style != "id" ? Generation.Renamer.IsKeyword(step.Subject!) ? step.Subject : WordsFor(step.Subject!, before, false) : step.Subject;
            }

            if (use.Primitive.Literals.Any(l => l.Name == name))
            {
                return use.NameOf(name);
            }

            var identifier = use.NameOf(name);
            return style == "s" ? IsType(use, name) ? English_(identifier, true) : Plural(identifier) : words && style != "id" && IsParameter(use, name) ? WordsFor(identifier, before, false) : identifier;
        });
    }

    /// <summary>A local's name, as it stands or in words.</summary>
    public string Mention(string identifier) =>
        random.Percent(75) ? Identifier(identifier) : "the " + Language.English.Words(identifier);

    private static string Plural(string identifier) => Language.English.Plural(identifier);

    private static string English_(string identifier, bool plural) =>
        plural ? Language.English.Plural(Language.English.Words(identifier)) : Language.English.Words(identifier);

    private static bool IsSubject(PieceUse use, string name) => use.Template.Shape.Parameters.Length > 0 && use.Template.SubjectName == name;

    private static bool IsParameter(PieceUse use, string name) => use.Template.Shape.ParameterNames.Contains(name);

    private static bool IsType(PieceUse use, string name) =>
        use.Template.Types.Slots.Concat(use.Template.Header.Slots).Any(s => s.Kind == NameKind.Type && s.Name == name);

    private string EnglishWord(PieceUse use, string name, string style, StringBuilder before, string? subject, string? piped)
    {
        if (IsSubject(use, name))
        {
            if (subject is not null)
            {
                // "the even {numbers}" around "the squares of ..." reads "the even squares of ...".
                return !IsAfterPreposition(before) && before.Length > 0 && subject.StartsWith("the ", StringComparison.Ordinal) ? subject[4..] : subject;
            }

            if (piped is not null)
            {
                return Piped(piped, before);
            }
        }

        var literal = use.Primitive.Literals.FirstOrDefault(l => l.Name == name);
        var identifier = use.NameOf(name);
        if (literal is not null)
        {
            return LiteralWord(literal, identifier, before);
        }

        if (style == "id" || IsSelf(use, name))
        {
            return Identifier(identifier);
        }

        if (IsType(use, name))
        {
            var type = style == "s" ? Language.English.Plural(Language.English.Words(identifier)) : Language.English.Words(identifier);
            return random.Percent(style == "s" ? 0 : 12) ? Identifier(identifier) : type;
        }

        if (style == "s")
        {
            return Language.English.Plural(Language.English.Words(identifier));
        }

        return IsParameter(use, name)
            ? random.Percent(38) ? Identifier(identifier) : WordsFor(identifier, before, IsSubject(use, name))
            : random.Percent(identifier.StartsWith('_') ? 25 : 45) ? Identifier(identifier) : Language.English.Words(identifier);
    }

    private static bool IsSelf(PieceUse use, string name) => use.Template.Shape.Name == name;

    private string ChineseWord(PieceUse use, string name, string? subject, string? piped)
    {
        if (IsSubject(use, name))
        {
            if (subject is not null)
            {
                return subject;
            }

            if (piped is not null)
            {
                return Generation.Code.IsCollection(piped) ? random.OneOf("它们", "结果", "剩下的元素", "这些值") : random.OneOf("它", "结果", "该值");
            }

            if (random.Percent(20))
            {
                var type = use.Template.SubjectType;
                return Generation.Code.IsCollection(type) ? type.StartsWith("Dictionary", StringComparison.Ordinal) ? "字典" : type.EndsWith(']') ? "数组" : "列表" : type == "string" ? "字符串" : Identifier(use.NameOf(name));
            }
        }

        return Identifier(use.NameOf(name));
    }

    private string Identifier(string identifier)
    {
        Identifiers.Add(identifier);
        return identifier;
    }

    /// <summary>Words for the result of the step before: "them", "the result", or a noun where an adjective wants one ("the even ones").</summary>
    private string Piped(string type, StringBuilder before)
    {
        var collection = Generation.Code.IsCollection(type);
        if (before.Length == 0)
        {
            return collection ? random.OneOf("the result", "the rest", "what is left") : random.OneOf("the result", "it", "that");
        }

        if (Determiners.Contains(LastWord(before)))
        {
            return collection ? random.OneOf("results", "values", "result") : "result";
        }

        if (WantsNoun(before))
        {
            return collection ? random.OneOf("ones", "ones", "values", "items") : type == "string" ? random.OneOf("text", "result", "string") : random.OneOf("value", "result");
        }

        return collection ? random.OneOf("them", "them", "the rest", "the result", "what is left", "those") : random.OneOf("it", "it", "the result", "that");
    }

    /// <summary>The text before ends in an adjective: after "the" or a few words, but neither a preposition nor the clause's verb.</summary>
    private static bool WantsNoun(StringBuilder before) =>
        !IsAfterPreposition(before) && !Determiners.Contains(LastWord(before)) && before.ToString().TrimEnd().Split(' ') is { Length: > 1 } words && words[..^1].Any(w => Determiners.Contains(w.ToLowerInvariant()) || words.Length > 2);

    private string WordsFor(string identifier, StringBuilder before, bool generic)
    {
        var words = Language.English.Words(identifier);
        if (!IsAfterPreposition(before) || Determiners.Contains(LastWord(before)) || words.Length <= 1)
        {
            return words.Length <= 1 ? Identifier(identifier) : words;
        }

        return generic && random.Percent(6) ? Language.English.IsPlural(words) ? "the list" : "the input" : random.Percent(60) ? "the " + words : words;
    }

    private string LiteralWord(Literal literal, string value, StringBuilder before)
    {
        switch (literal.Type)
        {
            case "char":
                var named = CharName(value);
                return random.Next(10) switch { < 5 => value, < 8 when named is not null => named, _ => value.Trim('\'').Length == 1 ? "'" + value.Trim('\'') + "'" : value };
            case "string":
                return random.Percent(82) ? value : "'" + value.Trim('"') + "'";
            case "int" or "long" when int.TryParse(value, out var number) && number is >= 0 and <= 12 && random.Percent(22):
                return SmallNumbers[number];
            default:
                return value.TrimEnd('m', 'M', 'f', 'd', 'L');
        }
    }

    private static string? CharName(string literal) => literal.Trim('\'') switch
    {
        "," => "comma", ";" => "semicolon", "|" => "pipe", "-" => "dash", "_" => "underscore", " " => "space", "." => "dot", ":" => "colon", "/" => "slash", "#" => "hash", "\\t" => "tab", "=" => "equals sign", "*" => "star", "+" => "plus", "\\n" => "line break",
        _ => null,
    };

    private static bool IsAfterPreposition(StringBuilder before) => before.Length == 0 || Prepositions.Contains(LastWord(before)) || LastMark(before) is ',' or ':' or '.' or '(' or '\n' or '-' or '>';

    private static char LastMark(StringBuilder before)
    {
        var i = before.Length - 1;
        while (i >= 0 && before[i] is ' ')
        {
            i--;
        }

        return i < 0 ? '\n' : before[i];
    }

    private static string LastWord(StringBuilder before)
    {
        var end = before.Length - 1;
        while (end >= 0 && before[end] == ' ')
        {
            end--;
        }

        var start = end;
        while (start >= 0 && char.IsLetter(before[start]))
        {
            start--;
        }

        return end < 0 ? "" : before.ToString(start + 1, end - start).ToLowerInvariant();
    }
}
