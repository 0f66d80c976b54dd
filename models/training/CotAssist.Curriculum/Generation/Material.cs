using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Templates;

namespace CotAssist.Curriculum.Generation;

/// <summary>All that samples are made of: the bound primitives and the words.</summary>
public sealed class Material
{
    /// <param name="queries">Drawn entries, drawn apart from the teacher's.</param>
    /// <param name="procedures">Drawn, too.</param>
    public Material(IEnumerable<string> primitiveFiles, string wordsFolder, ImmutableArray<Primitive> queries = default, ImmutableArray<Primitive> procedures = default)
    {
        var (primitives, problems) = PrimitiveParser.ReadFiles(primitiveFiles);
        var (templates, unbound) = TemplateBuilder.Build([.. primitives.Where(p => p.Steps.Length > 0 && p.Wordings.Length > 0)]);
        Templates = templates;
        (Queries, var unboundQueries) = TemplateBuilder.Build(queries.IsDefault ? [] : queries);
        (Procedures, var unboundProcedures) = TemplateBuilder.Build(procedures.IsDefault ? [] : procedures);
        Problems = [.. problems, .. unbound, .. unboundQueries, .. unboundProcedures];
        Words = new Words(wordsFolder, primitives.SelectMany(p => p.Wordings).Select(w => w.Text));
        Basics = [.. templates.Where(t => !t.Primitive.IsTask)];
        Composable = [.. templates.Where(t => t.IsComposable)];
        MultiStep = [.. templates.Where(t => t.IsMultiStep && !t.Shape.IsProperty)];
        Neighbours = [.. templates.Where(t => t.IsFree && t.Types.Text.Length == 0)];
        BySubject = Composable.GroupBy(t => t.SubjectType).ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray());
    }

    public ImmutableArray<PrimitiveTemplate> Templates { get; }

    /// <summary>The primitives without the tasks, which are many more.</summary>
    public ImmutableArray<PrimitiveTemplate> Basics { get; }

    public ImmutableArray<PrimitiveTemplate> Queries { get; }

    public ImmutableArray<PrimitiveTemplate> Procedures { get; }

    public ImmutableArray<Problem> Problems { get; }

    public Words Words { get; }

    public TypeChoices TypeChoices { get; } = new();

    /// <summary>Can be piped.</summary>
    public ImmutableArray<PrimitiveTemplate> Composable { get; }

    /// <summary>Can be begun in the middle.</summary>
    public ImmutableArray<PrimitiveTemplate> MultiStep { get; }

    /// <summary>Can stand beside the task as members of no importance.</summary>
    public ImmutableArray<PrimitiveTemplate> Neighbours { get; }

    public ImmutableDictionary<string, ImmutableArray<PrimitiveTemplate>> BySubject { get; }

    /// <summary>Primitives whose subject can be what <paramref name="type"/> is.</summary>
    public IEnumerable<PrimitiveTemplate> Following(string type) => Accepting(type).SelectMany(t => BySubject.GetValueOrDefault(t, []));

    /// <summary>Types that a value of this type can be given to without a conversion.</summary>
    private static IEnumerable<string> Accepting(string type)
    {
        yield return type;
        var element = type.StartsWith("List<", StringComparison.Ordinal) || type.StartsWith("HashSet<", StringComparison.Ordinal) || type.StartsWith("IReadOnlyList<", StringComparison.Ordinal)
            ? type[(type.IndexOf('<', StringComparison.Ordinal) + 1)..^1]
            : type.EndsWith("[]", StringComparison.Ordinal) ? type[..^2] : null;
        if (element is not null)
        {
            yield return $"IEnumerable<{element}>";
            yield return $"IReadOnlyCollection<{element}>";
            if (!type.StartsWith("HashSet<", StringComparison.Ordinal) && !type.StartsWith("IReadOnlyList<", StringComparison.Ordinal))
            {
                yield return $"IReadOnlyList<{element}>";
                yield return $"IList<{element}>";
            }
        }
    }
}
