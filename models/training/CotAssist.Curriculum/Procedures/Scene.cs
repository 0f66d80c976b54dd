using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Procedures;

/// <summary>Where the properties stand that a procedure reads.</summary>
internal enum Access
{
    /// <summary>They are a record's: <c>order.Total</c>.</summary>
    Element,

    /// <summary>They are the class's own: <c>Total</c>.</summary>
    Member,

    /// <summary>They are handed in one by one: <c>total</c>.</summary>
    Parameter,
}

/// <summary>A part with its properties and values drawn.</summary>
/// <param name="Type">Of its value; empty for conditions and changes.</param>
internal sealed record Drawn(Piece Piece, string Type, IReadOnlyDictionary<string, Property> Properties, IReadOnlyDictionary<string, string> Names);

/// <summary>What one procedure is about: its record, its parameters and literals, the parts that are drawn for it.</summary>
internal sealed class Scene
{
    private const int Wordings = 8;
    private readonly HashSet<string> _names = ["result", "soFar", "list", "e", "g", "i", "item", "current", "previous", "text", "yes", "no", "first", "run"];
    private readonly List<(string Type, string Name, string? Literal)> _values = [];
    private readonly SortedSet<string> _used = [];
    private readonly StringBuilder _steps = new();
    private int _count;

    public Scene(ProcedureMaterial material, Entity entity, Access access, Random random)
    {
        (Material, Entity, Access, Random) = (material, entity, access, random);
        Many = entity.Type switch
        {
            _ when entity.IsRecord => English.CamelCase(English.Plural(entity.Type)),
            // General words: the renamer gives the parameter others.
            "string" => random.OneOf("words", "texts"),
            _ => random.OneOf("numbers", "values"),
        };
        One = entity.IsRecord ? English.CamelCase(entity.Type) : English.Singular(Many);
        One = Renamer.IsKeyword(One) ? "item" : One;
        Speech = new(entity, access, One, random);
        if (access == Access.Parameter)
        {
            _names.UnionWith(entity.Properties.Select(Speech.ParameterName));
        }
    }

    public ProcedureMaterial Material { get; }

    public Entity Entity { get; }

    public Access Access { get; }

    /// <summary>What a collection of them is called, and one of them.</summary>
    public string Many { get; }

    public string One { get; }

    public Random Random { get; }

    /// <summary>How the parts that are drawn here read.</summary>
    public Speech Speech { get; }

    /// <summary>Names of the parts in use: which combinations are kept for testing.</summary>
    public List<string> Parts { get; } = [];

    private IEnumerable<string> Parameters => _values.Where(v => v.Literal is null).Select(v => $"{v.Type} {v.Name}");

    /// <summary>The properties in use, in the record's order.</summary>
    public IEnumerable<Property> Used => Entity.Properties.Where(p => _used.Contains(p.Name));

    /// <summary>The "lit" and "step" lines.</summary>
    private string Lines => string.Concat(_values.Where(v => v.Literal is not null).Select(v => $"lit {v.Name} {v.Type} {v.Literal}\n")) + _steps;

    /// <summary>A name that nothing else in the procedure has.</summary>
    public string Own(string name)
    {
        var wanted = Renamer.IsKeyword(name) ? name + "Value" : name;
        for (var number = 2; !_names.Add(wanted); number++)
        {
            wanted = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return wanted;
    }

    /// <summary>Adds a step to the plan.</summary>
    /// <returns>The line that marks its code.</returns>
    public string Step(IEnumerable<string> phrases)
    {
        _steps.Append("step ").AppendJoin(" | ", phrases.Distinct()).Append('\n');
        return string.Create(CultureInfo.InvariantCulture, $"//{++_count}");
    }

    /// <summary>A value of a kind ("number", "text") computed from properties; null when the record has none that fit.</summary>
    public Drawn? Value(string makes)
    {
        var pieces = Material.Values.Where(v => v.Text("makes") == makes).ToList();
        for (var attempt = 0; attempt < 12 && pieces.Count > 0; attempt++)
        {
            // The first is a property as it stands: what is asked for most.
            var piece = Random.Percent(makes == "number" ? 30 : 20) ? pieces[0] : Random.Pick(pieces);
            if (Property(piece.Text("a"), null) is not { } a)
            {
                continue;
            }

            var b = piece.Has("b") ? Property(piece.Text("b"), a) : null;
            if (piece.Has("b") && b is null)
            {
                continue;
            }

            var properties = new Dictionary<string, Property> { ["$a"] = a };
            if (b is not null)
            {
                properties["$b"] = b;
            }

            var type = makes == "text" ? "string" : a.Kind is "int" or "decimal" or "double" ? Wider(a.Kind, b?.Kind ?? a.Kind) : "int";
            if (type is null)
            {
                continue;
            }

            var names = new Dictionary<string, string>();
            if (piece.Has("day"))
            {
                names["$v"] = Parameter("DateOnly", piece);
            }
            else if (piece.Has("value"))
            {
                names["$v"] = Number(type == "string" ? "int" : type, piece, piece.Text("value")[("literal".Length + 1)..]);
            }

            return Use(new(piece, type, properties, names));
        }

        return null;
    }

    /// <summary>A property that things are counted by.</summary>
    public Drawn? Key()
    {
        var fit = Entity.Properties.Where(p => p.IsGroup || p.IsName || p.IsThis && p.Kind is "string" or "int").ToList();
        if (fit.Count == 0)
        {
            return null;
        }

        var property = Random.Pick(fit);
        return Use(new(Material.Values[0], property.Type, new Dictionary<string, Property> { ["$a"] = property }, new Dictionary<string, string>()));
    }

    /// <summary>A condition on a property that <paramref name="not"/> has not; null when none fits.</summary>
    public Drawn? Condition(IReadOnlyCollection<Property> not)
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var property = Random.Pick(Entity.Properties.AsSpan());
            var kinds = Material.Conditions.Where(c => c.Words("for").Contains(property.Kind)).ToList();
            if (property.IsId || not.Contains(property) || kinds.Count == 0)
            {
                continue;
            }

            var kind = Random.Pick(kinds);
            var properties = new Dictionary<string, Property> { ["$x"] = property, ["$p"] = property };
            var names = new Dictionary<string, string>();
            var value = kind.Words("value");
            switch (value.FirstOrDefault())
            {
                case "property":
                    if (Entity.Properties.Where(p => p != property && p.Kind == property.Kind && !p.IsId).ToList() is not [_, ..] others)
                    {
                        continue;
                    }

                    properties["$v"] = Random.Pick(others);
                    break;
                case "parameter":
                    names["$v"] = Parameter(property.Type, kind, Access == Access.Parameter ? null : English.CamelCase(property.Name));
                    break;
                case "same":
                    names["$v"] = property.Kind == "DateOnly" ? Parameter("DateOnly", kind) : Number(property.Kind, kind, property.Of("range") is [var range, ..] ? range : "1..100");
                    break;
                case "literal":
                    var alternatives = kind.Text("value")["literal ".Length..];
                    names["$v"] = alternatives[0] == '"' ? Literal("string", "text", alternatives) : Number("int", kind, alternatives);
                    break;
            }

            if (property.Kind == "enum")
            {
                var members = property.Members.OrderBy(_ => Random.Next()).ToList();
                (names["$m"], names["$n"]) = (members[0], members[^1]);
            }

            return Use(new(kind, "", properties, names));
        }

        return null;
    }

    /// <summary>One of the parts that change or end a number of a type, with its value drawn.</summary>
    /// <param name="withProperties">A property's value may be what it changes by.</param>
    public Drawn? Part(Piece piece, string type, bool withProperties)
    {
        if (piece.Has("for") && piece.Text("for") != type)
        {
            return null;
        }

        var value = piece.Words("value");
        var names = new Dictionary<string, string>();
        var properties = new Dictionary<string, Property>();
        if (value.FirstOrDefault() == "literal")
        {
            names["$v"] = Number(type, piece, value[1]);
        }
        else if (value.FirstOrDefault() == "any")
        {
            var wanted = value.Length > 1 ? value[1] : type;
            var numbers = Entity.Properties.Where(p => p.Kind == wanted && p.IsNumber).ToList();
            if (withProperties && numbers.Count > 0 && Random.Percent(40))
            {
                properties["$v"] = Random.Pick(numbers);
            }
            else
            {
                names["$v"] = Number(wanted, piece, piece.Has("range") ? piece.Text("range") : wanted == type ? "2..80" : "2..9");
            }
        }

        if (piece.Has("levels"))
        {
            var low = Random.Next(5, 30);
            (names["$v"], names["$w"]) = (Literal(type, "level", $"{low} {low}..{low + 20}"), Literal(type, "level", $"{low + 40} {low + 30}..{low + 300}"));
            (names["$n1"], names["$n2"], names["$n3"]) = Random.OneOf(("low", "medium", "high"), ("small", "middle", "large"), ("none", "some", "many"), ("C", "B", "A"), ("poor", "fair", "good"), ("short", "normal", "long"), ("green", "yellow", "red"), ("cheap", "normal", "dear"));
        }

        if (piece.Has("label"))
        {
            names["$n1"] = Random.OneOf("Total", "Sum", "Result", "Value", "Amount", "Points", "Left", "Score");
        }

        if (piece.Has("separator"))
        {
            names["$n1"] = Random.OneOf(", ", "; ", "/", "-", " and ");
        }

        return Use(new(piece, type, properties, names));
    }

    /// <summary>The record's declaration; the properties in use and some more.</summary>
    public string Declaration()
    {
        var kept = Kept();
        return Entity.Declaration(kept, positional: Random.Percent(70));
    }

    /// <summary>The properties in use and some more, as members of the class that the procedure belongs to.</summary>
    public (string Members, string Types) OwnMembers()
    {
        var kept = Kept();
        return (string.Concat(kept.Select(p => $"    {p.Declaration}\n")), Entity.Enums(kept).TrimStart('\n'));
    }

    /// <summary>The procedure in the primitives' format.</summary>
    /// <param name="names">The member's name, then others that fit.</param>
    /// <param name="parameters">What it is about, before its values.</param>
    /// <param name="context">The "class", "members" and "types" lines.</param>
    /// <param name="codes">Bodies with step marks.</param>
    /// <param name="comment">Another one each time.</param>
    public string Entry(string id, string returns, IReadOnlyList<string> names, IEnumerable<string> parameters, string context, IEnumerable<string> codes, Func<string> comment)
    {
        var entry = new StringBuilder($"== {id}\nsig {returns} {names[0]}({string.Join(", ", parameters.Concat(Parameters))})\n");
        if (names.Count > 1)
        {
            entry.Append("names ").AppendJoin(", ", names.Skip(1)).Append('\n');
        }

        entry.Append(context).Append(Lines);
        foreach (var code in codes.Distinct())
        {
            entry.Append("code\n    ").Append(code.TrimEnd().ReplaceLineEndings("\n    ")).Append('\n');
        }

        foreach (var wording in Enumerable.Range(0, Wordings).Select(_ => comment()).Distinct())
        {
            entry.Append("en ").Append(wording.Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        }

        return entry.Append("plain\n").ToString();
    }

    private List<Property> Kept() => [.. Entity.Properties.Where(p => _used.Contains(p.Name) || Random.Percent(40))];

    private Drawn Use(Drawn drawn)
    {
        Parts.Add(drawn.Piece.Name);
        foreach (var property in drawn.Properties.Values)
        {
            _used.Add(property.Name);
        }

        return drawn;
    }

    private static string? Wider(string one, string other) =>
        one == other ? one : (one, other) is ("int", _) ? other : other == "int" ? one : null;

    private Property? Property(string wanted, Property? other)
    {
        var fit = Entity.Properties.Where(p => p != other && wanted switch
        {
            "number" => p.IsNumber && (other is null || !other.IsNumber || Wider(p.Kind, other.Kind) is not null),
            "any" => p.Kind is "int" or "string" or "enum",
            _ => p.Kind == wanted && !(p.IsId && wanted != "int"),
        }).ToList();
        return fit.Count == 0 ? null : Random.Pick(fit);
    }

    private string Parameter(string type, Piece piece, string? name = null)
    {
        var names = piece.Words("param");
        _values.Add((type, Own(name ?? (type == "DateOnly" ? Random.OneOf("date", "day", "today", "asOf", "from") : names.IsEmpty ? Random.OneOf("value", "wanted", "limit") : Random.Pick(names.AsSpan()))), null));
        return _values[^1].Name;
    }

    private string Number(string type, Piece piece, string range) =>
        Random.Percent(50) ? Parameter(type, piece) : Literal(type, "value", (int.Parse(range[..range.IndexOf('.', StringComparison.Ordinal)], CultureInfo.InvariantCulture) + Random.Next(3)).ToString(CultureInfo.InvariantCulture) + " " + range);

    /// <param name="name">No sample has it: a value stands there.</param>
    public string Literal(string type, string name, string alternatives)
    {
        _values.Add((type, Own("lit" + English.Capitalized(name)), alternatives));
        return _values[^1].Name;
    }
}
