using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;

namespace CotAssist.Curriculum.Generation;

/// <summary>Other types for a free primitive's subject (an array for a list, long for int), where the variant binds with them. Found out once for each variant.</summary>
public sealed partial class TypeChoices
{
    private readonly SampleBinder _binder = new();
    private readonly ConcurrentDictionary<(string Id, int Variant), Lazy<ImmutableArray<Choice>>> _choices = new();

    /// <summary>The piece with other types, or as it is.</summary>
    public PieceUse Vary(PieceUse use, Random random)
    {
        var template = use.Template;
        if (!random.Percent(34) || !template.IsFree || template.Shape.Parameters.Length == 0 || template.Types.Text.Length > 0
            || template.Shape.Parameters.Any(p => p.Modifiers.Count > 0))
        {
            return use;
        }

        var choices = _choices.GetOrAdd((template.Id, use.Variant.Number), _ => new(() => Find(template, use.Variant))).Value;
        if (choices.IsEmpty)
        {
            return use;
        }

        var choice = random.Pick(choices.AsSpan());
        return new PieceUse(template, choice.Variant) { Names = use.Names, ParameterTypes = new(choice.Types) };
    }

    /// <param name="Types">New types by parameter; "" for the return type.</param>
    private sealed record Choice(VariantTemplate Variant, Dictionary<string, string> Types);

    private ImmutableArray<Choice> Find(PrimitiveTemplate template, VariantTemplate variant)
    {
        var found = ImmutableArray.CreateBuilder<Choice>();
        foreach (var rewrite in Rewrites(template, variant))
        {
            // The return type stays where it can.
            foreach (var returnType in new[] { template.Shape.ReturnType, rewrite.Elements(template.Shape.ReturnType) }.Distinct())
            {
                var types = template.Shape.Parameters.ToDictionary(p => p.Identifier.Text, p => rewrite.Elements(p.Type!.ToString()));
                types[template.SubjectName] = rewrite.Subject(types[template.SubjectName]);
                types[""] = returnType;
                var changed = variant with
                {
                    Body = variant.Body.Map(rewrite.Elements),
                    Expression = variant.Expression?.Map(rewrite.Elements),
                    Lead = variant.Lead.Map(rewrite.Elements),
                    Result = variant.Result.Map(rewrite.Elements),
                };
                var use = new PieceUse(template, changed) { ParameterTypes = types };
                foreach (var literal in template.Primitive.Literals)
                {
                    use.Names[literal.Name] = literal.First;
                }

                var solution = Composer.Single(use, null, null);
                if (_binder.Error($"static class C\n{{\npublic static {solution.Signature}\n{{\n{solution.Code}\n}}\n}}\n") is null)
                {
                    found.Add(new(changed, types));
                    break;
                }
            }
        }

        return found.ToImmutable();
    }

    /// <param name="Elements">Applied to all code and types.</param>
    /// <param name="Subject">Applied to the subject's type after that.</param>
    private sealed record Rewrite(Func<string, string> Elements, Func<string, string> Subject);

    private static IEnumerable<Rewrite> Rewrites(PrimitiveTemplate template, VariantTemplate variant)
    {
        var type = template.SubjectType;
        if (ListType().Match(type) is { Success: true } list)
        {
            var element = list.Groups[1].Value;
            foreach (var other in (string[])[$"{element}[]", $"IEnumerable<{element}>", $"IReadOnlyList<{element}>", $"IReadOnlyCollection<{element}>"])
            {
                yield return new(text => text, _ => other);
            }

            if (element == "int")
            {
                // Fractions change the meaning of division and remainders.
                var others = variant.Body.Text.AsSpan().IndexOfAny("/%&|^") >= 0 ? (string[])["long"] : ["long", "double", "decimal"];
                foreach (var other in others)
                {
                    yield return new(text => IntInBrackets().Replace(text, other), subject => subject);
                    yield return new(text => IntInBrackets().Replace(text, other), _ => other + "[]");
                }
            }
        }
        else if (template.Shape.Parameters.All(p => p.Type!.ToString() == "int"))
        {
            yield return new(text => IntWord().Replace(text, "long"), subject => subject);
        }
    }

    [GeneratedRegex(@"^List<(\w+)>$")]
    private static partial Regex ListType();

    [GeneratedRegex(@"(?<=<)int(?=[>,])|(?<=, )int(?=>)|\bint(?=\[\])|^int$")]
    private static partial Regex IntInBrackets();

    [GeneratedRegex(@"\bint\b")]
    private static partial Regex IntWord();
}
