using System.Globalization;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Templates;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Generation;

/// <summary>Draws names and values for a piece: domain nouns for plain parameters, alternatives of the entry, literals, loop variables that follow their collection.</summary>
public sealed class Renamer(Words words, Random random)
{
    private readonly HashSet<string> _used = [];

    /// <summary>Files with names that nobody expects: the model learns to copy names instead of guessing them.</summary>
    private readonly bool _invents = random.Percent(35);

    /// <param name="subject">The name of what is piped in; null: the subject is a parameter and gets a name here.</param>
    public PieceUse Use(PrimitiveTemplate template, VariantTemplate variant, string? subject)
    {
        var use = new PieceUse(template, variant);
        var names = use.Names;
        var taken = new HashSet<string>(variant.Identifiers);
        foreach (var slot in template.Members.Slots.Concat(template.Types.Slots).Concat(template.Header.Slots).Concat(template.Signature.Slots))
        {
            taken.Add(slot.Name);
        }

        foreach (var literal in template.Primitive.Literals)
        {
            // Two values of a kind differ: replacing ',' by ',' would be nonsense.
            var others = template.Primitive.Literals.TakeWhile(l => l != literal).Where(l => l.Type == literal.Type).Select(l => names[l.Name]).ToList();
            names[literal.Name] = Value(literal);
            for (var attempt = 0; attempt < 10 && others.Contains(names[literal.Name]); attempt++)
            {
                names[literal.Name] = Value(literal);
            }

            if (others.Contains(names[literal.Name]))
            {
                names[literal.Name] = literal.First;
            }
        }

        foreach (var group in template.Primitive.Vary.Where(g => g.Length > 1))
        {
            var chosen = _invents && random.Percent(60) ? words.Invented.Draw(random, group[0])
                : random.Percent(45) ? group[0] : random.Pick(group.AsSpan());
            if (chosen == group[0] || taken.Contains(chosen) || _used.Contains(chosen) || IsKeyword(chosen))
            {
                continue;
            }

            names[group[0]] = chosen;
            taken.Add(chosen);
            Follow(variant, template, group[0], chosen, names, taken);
        }

        for (var i = 0; i < template.Shape.Parameters.Length; i++)
        {
            var parameter = template.Shape.Parameters[i];
            var name = parameter.Identifier.Text;
            if (i == 0 && subject is not null)
            {
                names[name] = subject;
                continue;
            }

            if (names.ContainsKey(name))
            {
                _used.Add(names[name]);
                continue;
            }

            // In a class of the entry's own, a parameter means what the class makes of it and keeps its name.
            if (template.IsFree && words.PoolFor(parameter.Type!.ToString(), name) is { } pool && (_invents || random.Percent(75)))
            {
                for (var attempt = 0; attempt < 6; attempt++)
                {
                    var candidate = _invents && random.Percent(80) ? words.Invented.Draw(random, name) : random.Pick(pool.Names.AsSpan());
                    if (!taken.Contains(candidate) && !_used.Contains(candidate) && !IsKeyword(candidate))
                    {
                        names[name] = candidate;
                        break;
                    }
                }
            }

            var final = Unused(names.GetValueOrDefault(name, name));
            if (final != name)
            {
                names[name] = final;
            }

            _used.Add(final);
            taken.Add(final);
        }

        NameElements(use, taken);
        KeepLocalsApart(use, taken);
        return use;
    }

    public static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || name is "field" or "var" or "record" or "await" or "yield" or "async" or "scoped";

    /// <summary>The name, or one like it, that no part of the solution uses yet; it is used from now on.</summary>
    public string Fresh(string name)
    {
        var fresh = Unused(name);
        _used.Add(fresh);
        return fresh;
    }

    /// <summary>A value of the literal, as C#.</summary>
    public string Value(Literal literal)
    {
        if (literal.Range is var (from, to) && (literal.Values.Length == 1 || random.Percent(60)))
        {
            return random.Percent(15) ? literal.First : (from + random.NextInt64(to - from + 1)).ToString(CultureInfo.InvariantCulture);
        }

        return random.Percent(20) ? literal.First : random.Pick(literal.Values.AsSpan());
    }

    private string Unused(string name)
    {
        if (!_used.Contains(name) && !IsKeyword(name))
        {
            return name;
        }

        foreach (var prefix in (string[])["new", "other", "next", "my"])
        {
            var candidate = prefix + English.Capitalized(name);
            if (!_used.Contains(candidate))
            {
                return candidate;
            }
        }

        var number = 2;
        while (_used.Contains(name + number.ToString(CultureInfo.InvariantCulture)))
        {
            number++;
        }

        return name + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Order became Invoice: then orders become invoices, wherever they were named so.</summary>
    private static void Follow(VariantTemplate variant, PrimitiveTemplate template, string from, string to, Dictionary<string, string> names, HashSet<string> taken)
    {
        if (!char.IsUpper(from[0]))
        {
            return;
        }

        var one = English.CamelCase(from);
        foreach (var (old, now) in (ReadOnlySpan<(string, string)>)[(one, English.CamelCase(to)), (English.Plural(one), English.Plural(English.CamelCase(to)))])
        {
            var stands = variant.Body.Slots.Any(s => s.Name == old && s.Kind is not NameKind.Member) || template.Shape.ParameterNames.Contains(old);
            if (stands && !names.ContainsKey(old) && !taken.Contains(now) && !IsKeyword(now))
            {
                names[old] = now;
                taken.Add(now);
            }
        }
    }

    /// <summary>Over orders runs o or order.</summary>
    private void NameElements(PieceUse use, HashSet<string> taken)
    {
        if (use.Template.Shape.Parameters.Length == 0)
        {
            return;
        }

        var subject = use.NameOf(use.Template.SubjectName);
        var words = English.Words(subject);
        var one = Camel(English.Singular(words));
        // Sets of texts come in another order in each process; samples must not.
        foreach (var element in use.Variant.ElementNames.Where(e => !use.Names.ContainsKey(e)).Order(StringComparer.Ordinal))
        {
            var isLoop = use.Variant.Body.Slots.Any(s => s.Name == element && s.Kind == NameKind.Loop);
            var draw = random.Next(100);
            var wanted = isLoop
                ? draw < 70 && one != subject ? one : draw < 80 ? "item" : element
                : draw < 65 ? char.ToLowerInvariant(subject.TrimStart('_')[0]).ToString() : draw < 78 && one != subject ? one : draw < 86 ? "x" : element;
            if (wanted != element && (taken.Contains(wanted) || _used.Contains(wanted) || IsKeyword(wanted)))
            {
                wanted = element;
            }

            if (wanted != element)
            {
                use.Names[element] = wanted;
                taken.Add(wanted);
            }
        }
    }

    private void KeepLocalsApart(PieceUse use, HashSet<string> taken)
    {
        foreach (var (name, isLambda) in use.Variant.Body.Slots.Where(s => s.Kind is NameKind.Local or NameKind.Loop or NameKind.Lambda)
            .Select(s => (s.Name, s.Kind == NameKind.Lambda)).Distinct())
        {
            var now = use.NameOf(name);
            if (_used.Contains(now))
            {
                now = Unused(now);
                while (taken.Contains(now))
                {
                    _used.Add(now);
                    now = Unused(now);
                }

                use.Names[name] = now;
            }

            if (isLambda)
            {
                _lambdas.Add(now);
            }
            else if (name != use.Variant.ResultLocal)
            {
                // What a piece returns is named when the piece is put in its place.
                _used.Add(now);
            }
        }

        // A later local must not take a lambda variable's name either.
        _used.UnionWith(_lambdas.Where(l => l.Length > 1));
    }

    private readonly HashSet<string> _lambdas = [];

    internal static string Camel(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? "item" : parts[0] + string.Concat(parts.Skip(1).Select(English.Capitalized));
    }
}
