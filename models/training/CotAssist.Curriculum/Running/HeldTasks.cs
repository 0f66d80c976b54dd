using System.Globalization;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Output;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Running;

/// <summary>Evaluation tasks of what training held back: samples with tests, from the entries' own tests or from what the references answer.</summary>
public sealed class HeldTasks(Material material, int seed, Split split)
{
    private const int Batch = 250, FewestTests = 2;
    private readonly WordingDistance? _distance = split == Split.HeldWordings
        ? new(material.Templates.SelectMany(t => t.Primitive.Wordings.Where(w => !Held.IsHeld(t.Id, w))).Select(w => w.Text))
        : null;

    public IEnumerable<EvaluationRecord> Take(int count, bool turns)
    {
        var maker = new SampleMaker(material, seed, split, testable: true);
        var binder = new SampleBinder();
        var seen = new HashSet<string>();
        var yielded = 0;
        for (var start = 0L; yielded < count && start < 400L * Batch; start += Batch)
        {
            var samples = Enumerable.Range(0, Batch).Select(i => start + i).AsParallel().AsOrdered()
                .Select(n => turns ? maker.MakeTurns(n) : maker.Make(n))
                .Where(s => s?.Solution is not null && SampleText.Of(s) is not null && binder.Error(s.Finished) is null).Select(s => s!).ToList();
            var outcomes = SolutionRunner.Run([.. samples.Select(s => s.Solution!)]);
            for (var i = 0; i < samples.Count && yielded < count; i++)
            {
                if (Record(samples[i], outcomes[i], yielded) is { } record && seen.Add(record.Comment + record.ReferenceCode))
                {
                    yielded++;
                    yield return record;
                }
            }
        }
    }

    /// <summary>Comments that the model has to refuse, all different.</summary>
    public static IEnumerable<RefusalRecord> OutOfDomain(Material material, int seed, int count)
    {
        var maker = new SampleMaker(material, seed, Split.HeldOutOfDomain);
        return Enumerable.Range(0, 20 * count).Select(n => maker.Make(n)).OfType<Sample>().Where(s => SampleText.Of(s) is not null)
            .DistinctBy(s => s.Comment).Take(count).Select((s, i) => new RefusalRecord
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"out-of-domain-{i + 1}"), Shape = s.Shape.ToString().ToLowerInvariant(), Before = s.Before, After = s.After, Comment = s.Comment,
            });
    }

    private EvaluationRecord? Record(Sample sample, SolutionRunner.Outcome? outcome, int number)
    {
        var solution = sample.Solution!;
        var (type, isStatic) = Declaring(sample.Finished, solution.MethodName);
        if (type is null)
        {
            return null;
        }

        var entry = $"{type}.{solution.MethodName}";
        List<string> tests = [];
        if (outcome is { Mismatch: null, Tests.Length: > 0 })
        {
            tests = [.. outcome.Tests.Select(t => t.Replace("{0}", entry, StringComparison.Ordinal))];
        }
        else if (solution.Pieces.Length == 1 && !solution.Pieces[0].Template.IsFree && outcome is null)
        {
            var own = solution.Pieces[0].Primitive.Tests.Select(t => t.Text);
            tests = [.. isStatic ? own.Select(t => Regex.Replace(t, $@"(?<![\w.]){Regex.Escape(solution.MethodName)}(?=[(<])", entry)) : own];
        }

        if (tests.Count < FewestTests)
        {
            return null;
        }

        return new EvaluationRecord
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{split switch { Split.HeldWordings => "wordings", Split.HeldCompositions => "compositions", Split.HeldQueries => "queries", Split.HeldProcedures => "procedures", Split.HeldEdits => "edits", _ => "train" }}{(sample.Turns.IsDefaultOrEmpty ? "" : "-turns")}-{number + 1}"),
            Tier = sample.Plan!.Steps.Length switch { 1 => 1, 2 or 3 => 2, _ => 3 },
            Category = Path.GetFileNameWithoutExtension(solution.Pieces[0].Primitive.File).Split('-')[0],
            Voice = sample.Chinese ? "zh" : "en",
            Shape = sample.Shape.ToString().ToLowerInvariant(),
            // Wordings carry their entry's id in front.
            Distance = _distance is null || sample.Wordings.IsEmpty ? null : Math.Round(sample.Wordings.Average(w => _distance.ToNearest(w[(w.IndexOf(": ", StringComparison.Ordinal) + 2)..])), 2),
            Before = sample.Before,
            After = sample.After,
            Comment = sample.Comment,
            Turns = sample.Turns.IsDefaultOrEmpty ? null : sample.Turns,
            ReferencePlan = sample.Plan.Steps,
            ReferenceCode = Code.WithoutMarks(sample.Code),
            ReferenceSteps = Code.StepsOfLines(sample.Code),
            Tests = [.. tests],
            Entry = entry,
        };
    }

    private static (string? Type, bool IsStatic) Declaring(string file, string method)
    {
        var root = CSharpSyntaxTree.ParseText(file, VariantSource.ParseOptions).GetRoot();
        var member = root.DescendantNodes().OfType<MemberDeclarationSyntax>().LastOrDefault(m => m switch
        {
            MethodDeclarationSyntax x => x.Identifier.Text == method,
            PropertyDeclarationSyntax x => x.Identifier.Text == method,
            ConstructorDeclarationSyntax x => x.Identifier.Text == method,
            _ => false,
        });
        return member?.Parent is TypeDeclarationSyntax type ? (type.Identifier.Text, member.Modifiers.Any(m => m.RawKind == (int)SyntaxKind.StaticKeyword)) : (null, false);
    }
}
