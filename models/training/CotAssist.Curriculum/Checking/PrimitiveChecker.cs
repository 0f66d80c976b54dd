using System.Collections.Immutable;
using System.Reflection;
using CotAssist.Curriculum.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Checking;

/// <summary>
/// Holds the teacher's entries to the format's promises: they parse, every variant compiles and passes the tests, variants agree on generated inputs, wordings are enough and name what exists.
/// </summary>
public static class PrimitiveChecker
{
    private const int MinTests = 2, RandomRuns = 60;
    private static readonly TimeSpan TimeForAnEntry = TimeSpan.FromSeconds(20);

    /// <summary>Everything that has to be mended in these files.</summary>
    public static ImmutableArray<Problem> Check(IReadOnlyList<string> files) => Check(files, out _, out _);

    public static ImmutableArray<Problem> Check(IReadOnlyList<string> files, out int entries, out int compared)
    {
        var (primitives, parseProblems) = PrimitiveParser.ReadFiles(files);
        var problems = new List<Problem>(parseProblems);
        var shapes = primitives.Select(p => new PrimitiveShape(p)).ToList();
        for (var i = 0; i < primitives.Length; i++)
        {
            CheckWords(primitives[i], shapes[i], problems);
        }

        compared = CheckCode(primitives, shapes, problems);
        entries = primitives.Length;
        return [.. problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];
    }

    /// <summary>Entries that were drawn, not written: their code compiles, and the variants agree.</summary>
    public static ImmutableArray<Problem> CheckDrawn(ImmutableArray<Primitive> entries, out int compared)
    {
        var problems = new List<Problem>();
        compared = CheckCode(entries, [.. entries.Select(p => new PrimitiveShape(p))], problems);
        return [.. problems];
    }

    private static void CheckWords(Primitive p, PrimitiveShape shape, List<Problem> problems)
    {
        void Add(int line, string message) => problems.Add(new(p.File, line, $"{p.Id}: {message}"));

        if (!shape.IsValid)
        {
            Add(p.SignatureLine, $"the signature does not parse: {p.Signature}");
            return;
        }

        var (minEnglish, minChinese, minStepPhrases) = p.IsTask ? (4, 1, 2) : (15, 5, 3);
        var english = p.Wordings.Count(w => !w.Chinese);
        var chinese = p.Wordings.Count(w => w.Chinese);
        if (english < minEnglish)
        {
            Add(p.Line, $"{english} English wordings; write at least {minEnglish} (do + np + en)");
        }

        if (chinese < minChinese)
        {
            Add(p.Line, $"{chinese} Chinese wordings; write at least {minChinese} (zh-do + zh-np + zh)");
        }

        foreach (var repeated in p.Wordings.GroupBy(w => w.Text).Where(g => g.Count() > 1))
        {
            problems.Add(new(repeated.Last().File, repeated.Last().Line, $"{p.Id}: this wording stands twice"));
        }

        foreach (var wording in p.Wordings)
        {
            CheckBraces(wording.Text, wording.File, wording.Line);
            if (wording.Form == WordingForm.NounPhrase && shape.IsStatic && shape.ParameterNames.Length > 0 && Braces.In(wording.Text).IsEmpty)
            {
                problems.Add(new(wording.File, wording.Line, $"{p.Id}: a noun phrase must name its subject in braces: {{{shape.ParameterNames[0]}}}"));
            }
        }

        if (p.Steps.Length == 0)
        {
            Add(p.Line, "a 'step' line is missing");
        }

        if (p.Steps.Length > Synthesis.Plan.MaxSteps)
        {
            Add(p.StepLines[^1], $"{p.Steps.Length} steps; a plan has at most {Synthesis.Plan.MaxSteps}");
        }

        for (var i = 0; i < p.Steps.Length; i++)
        {
            if (p.Steps[i].Length < minStepPhrases)
            {
                Add(p.StepLines[i], $"{p.Steps[i].Length} phrases for the step; write at least {minStepPhrases}, separated by ' | '");
            }

            foreach (var phrase in p.Steps[i])
            {
                CheckBraces(phrase, p.File, p.StepLines[i]);
            }
        }

        if (p.Tests.Length < MinTests)
        {
            Add(p.Line, $"{p.Tests.Length} tests; write at least {MinTests}, corner cases too");
        }

        foreach (var (name, (_, line)) in p.Inputs)
        {
            if (!shape.ParameterNames.Contains(name) && !shape.KnownNames.Contains(name))
            {
                Add(line, $"'input {name}' names no parameter");
            }
        }

        foreach (var literal in p.Literals.Where(l => !p.Variants.Any(v => v.Text.Contains(l.Name, StringComparison.Ordinal)) && !p.Members.Contains(l.Name, StringComparison.Ordinal)))
        {
            Add(literal.Line, $"no code uses the literal {literal.Name}");
        }

        foreach (var variant in p.Variants)
        {
            CheckMarkers(variant);
        }

        void CheckBraces(string text, string file, int line)
        {
            foreach (var (name, _) in Braces.In(text))
            {
                if (!shape.KnownNames.Contains(name))
                {
                    problems.Add(new(file, line, $"{p.Id}: {{{name}}} names no parameter, literal, type or member (write {{{{{name}}}}} for plain braces)"));
                }
            }
        }

        void CheckMarkers(CodeVariant variant)
        {
            var last = 0;
            var any = false;
            var lines = variant.Text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                var numbers = CodeVariant.MarkerOf(lines[i]);
                if (numbers.IsEmpty)
                {
                    if (!any && p.Steps.Length > 1 && lines[i].Trim().Length > 0)
                    {
                        Add(variant.Line + i, "code stands before the first step marker; begin with //1");
                        return;
                    }

                    continue;
                }

                any = true;
                if (numbers[^1] > p.Steps.Length)
                {
                    Add(variant.Line + i, $"marker //{numbers[^1]} but {p.Steps.Length} steps");
                }
                else if (numbers[0] <= last || !numbers.Order().SequenceEqual(numbers))
                {
                    Add(variant.Line + i, $"marker //{string.Join(',', numbers)} stands after //{last}; steps are marked once each, in the order of the code");
                }

                last = numbers[^1];
            }
        }
    }

    private static int CheckCode(ImmutableArray<Primitive> primitives, List<PrimitiveShape> shapes, List<Problem> problems)
    {
        var trees = new Dictionary<(int Primitive, int Variant), SyntaxTree>();
        for (var i = 0; i < primitives.Length; i++)
        {
            for (var v = 0; shapes[i].IsValid && v < primitives[i].Variants.Length; v++)
            {
                trees[(i, v)] = Fuel.Instrument(VariantSource.Build(primitives[i], shapes[i], i, v));
            }
        }

        var shared = new[] { CSharpSyntaxTree.ParseText(References.GlobalUsings, VariantSource.ParseOptions), CSharpSyntaxTree.ParseText(Fuel.Source, VariantSource.ParseOptions) };
        var compilation = CSharpCompilation.Create("curriculum-check", shared.Concat(trees.Values), References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Assembly? assembly = null;
        for (var round = 0; round < 4 && assembly is null; round++)
        {
            var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            var broken = new HashSet<SyntaxTree>();
            foreach (var error in errors)
            {
                if (error.Location.SourceTree is not { } tree)
                {
                    problems.Add(new("", 0, error.GetMessage(null)));
                    continue;
                }

                var at = trees.First(t => t.Value == tree).Key;
                var span = error.Location.GetMappedLineSpan();
                var inFile = span.HasMappedPath;
                problems.Add(new(primitives[at.Primitive].File, inFile ? span.StartLinePosition.Line + 1 : primitives[at.Primitive].SignatureLine,
                    $"{primitives[at.Primitive].Id}, variant {at.Variant + 1}: {error.Id} {error.GetMessage(null)}"));
                broken.Add(tree);
            }

            foreach (var key in trees.Where(t => broken.Contains(t.Value)).Select(t => t.Key).ToList())
            {
                trees.Remove(key);
            }

            compilation = compilation.RemoveSyntaxTrees(broken);
            using var stream = new MemoryStream();
            var result = compilation.Emit(stream);
            if (result.Success)
            {
                assembly = Assembly.Load(stream.ToArray());
            }
        }

        if (assembly is null)
        {
            return 0;
        }

        var types = assembly.GetTypes().ToLookup(t => t.Namespace);
        var compared = 0;
        for (var i = 0; i < primitives.Length; i++)
        {
            var index = i;
            var found = new List<Problem>();
            var ok = false;
            var doing = "";
            var worker = new Thread(() => ok = Run(index, found, ref doing), 16 << 20) { IsBackground = true };
            worker.Start();
            if (!worker.Join(TimeForAnEntry))
            {
                problems.Add(new(primitives[i].File, primitives[i].Line, $"{primitives[i].Id}: does not finish within {TimeForAnEntry.TotalSeconds} s ({doing})"));
                continue;
            }

            problems.AddRange(found);
            compared += ok ? 1 : 0;
        }

        return compared;

        bool Run(int i, List<Problem> found, ref string doing)
        {
            var p = primitives[i];
            var variants = Enumerable.Range(0, p.Variants.Length).Where(v => trees.ContainsKey((i, v)))
                .Select(v => (Number: v + 1, Runner: new VariantRunner([.. types[VariantSource.Namespace(i, v)]], p, shapes[i]))).ToList();
            foreach (var (number, runner) in variants)
            {
                for (var t = 0; t < p.Tests.Length; t++)
                {
                    doing = $"variant {number}, test {t + 1}";
                    if (runner.RunTest(t) is { } failure)
                    {
                        found.Add(new(p.File, p.Tests[t].Line, $"{p.Id}, variant {number}: the test {failure}: {p.Tests[t].Text}"));
                    }
                }
            }

            var ran = 0;
            var threw = 0;
            for (var seed = 0; seed < RandomRuns; seed++)
            {
                doing = $"generated input {seed}";
                string? first = null;
                foreach (var (number, runner) in variants)
                {
                    doing = $"variant {number}, generated input {seed}";
                    if (runner.Run(seed) is not { } outcome)
                    {
                        break;
                    }

                    ran++;
                    threw += outcome.Threw ? 1 : 0;
                    if (first is null)
                    {
                        first = outcome.Outcome;
                    }
                    else if (first != outcome.Outcome)
                    {
                        found.Add(new(p.File, p.Variants[number - 1].Line,
                            $"{p.Id}: variants {variants[0].Number} and {number} differ on {Short(outcome.Input)}: {Short(Difference(first, outcome.Outcome))} against {Short(Difference(outcome.Outcome, first))}"));
                        return true;
                    }
                }
            }

            // A drawn entry has no tests, and may ask for more than generated inputs hold ("the lowest over 500").
            if (ran > 0 && ran == threw && p.Tests.Length > 0)
            {
                found.Add(new(p.File, p.Line, $"{p.Id}: every generated input throws; add 'input' lines with useful values"));
            }

            return ran > 0;
        }
    }

    private static string Difference(string one, string other)
    {
        var same = 0;
        while (same < one.Length && same < other.Length && one[same] == other[same])
        {
            same++;
        }

        return same > 60 ? "..." + one[(same - 30)..] : one;
    }

    private static string Short(string text) => (text.Length > 160 ? text[..160] + "..." : text).Replace("\n", "\\n", StringComparison.Ordinal);
}
