using System.Collections.Immutable;
using System.Reflection;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Running;

/// <summary>Runs solutions on generated inputs, holds them against their references, and writes tests from what the references answer.</summary>
internal static class SolutionRunner
{
    private const int Runs = 16, FuelPerCall = 300_000, MostTests = 5;
    private static readonly TimeSpan TimeForASolution = TimeSpan.FromSeconds(10);

    /// <param name="Mismatch">What differs; null when solution and reference agree on every input.</param>
    /// <param name="Tests">Arguments and the test for a call; {0} stands for the called member.</param>
    public sealed record Outcome(string? Mismatch, ImmutableArray<string> Tests);

    /// <summary>In the order of the solutions; null where one cannot be run.</summary>
    public static Outcome?[] Run(IReadOnlyList<Solution> solutions)
    {
        var outcomes = new Outcome?[solutions.Count];
        var trees = new Dictionary<int, SyntaxTree>();
        for (var i = 0; i < solutions.Count; i++)
        {
            if (ReferenceSource.CanRun(solutions[i]))
            {
                trees[i] = ReferenceSource.Build(solutions[i], i);
            }
        }

        if (Compile(trees) is not { } assembly)
        {
            return outcomes;
        }

        foreach (var i in trees.Keys)
        {
            Outcome? outcome = null;
            var worker = new Thread(() => outcome = Compare(assembly, ReferenceSource.Namespace(i)), 16 << 20) { IsBackground = true };
            worker.Start();
            outcomes[i] = worker.Join(TimeForASolution) ? outcome : new("does not finish", []);
        }

        return outcomes;
    }

    private static Assembly? Compile(Dictionary<int, SyntaxTree> trees)
    {
        for (var round = 0; round < 3 && trees.Count > 0; round++)
        {
            var compilation = CSharpCompilation.Create("solutions" + Guid.NewGuid().ToString("N"),
                trees.Values.Append(CSharpSyntaxTree.ParseText(References.GlobalUsings, VariantSource.ParseOptions)).Append(CSharpSyntaxTree.ParseText(Fuel.Source, VariantSource.ParseOptions)), References.All,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
            using var stream = new MemoryStream();
            var result = compilation.Emit(stream);
            if (result.Success)
            {
                return Assembly.Load(stream.ToArray());
            }

            var broken = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location.SourceTree).ToHashSet();
            foreach (var key in trees.Where(t => broken.Contains(t.Value)).Select(t => t.Key).ToList())
            {
                trees.Remove(key);
            }
        }

        return null;
    }

    private static Outcome? Compare(Assembly assembly, string space)
    {
        var reference = assembly.GetType(space + ".Reference")!;
        var run = reference.GetMethod("Run")!;
        var solution = assembly.GetType(space + ".Solution")!.GetMethods(BindingFlags.Public | BindingFlags.Static)[0];
        var fill = assembly.GetType("CurriculumFuel")!.GetMethod("Fill")!.CreateDelegate<Action<int>>();
        var tests = ImmutableArray.CreateBuilder<string>();
        var answers = new HashSet<string>();
        var compared = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            fill(FuelPerCall);
            if (Arguments(reference, run, seed) is not { } arguments || Arguments(reference, run, seed) is not { } same)
            {
                return null;
            }

            fill(FuelPerCall);
            var (expected, value) = Call(run, arguments);
            if (expected == "throws " + nameof(TimeoutException))
            {
                continue; // more than anyone would wait for: nothing to hold the solution against
            }

            compared++;
            fill(10 * FuelPerCall); // another style of the same may take more steps than the reference
            var (actual, _) = Call(solution, same);
            fill(FuelPerCall);
            if (expected != actual)
            {
                return new($"({string.Join(", ", arguments.Select(Canonical.Of))}): {actual}, the reference {expected}", []);
            }

            if (tests.Count < MostTests && !expected.StartsWith("throws", StringComparison.Ordinal) && answers.Add(expected)
                && Arguments(reference, run, seed)!.Zip(run.GetParameters(), (a, p) => CSharpValue.Of(a, p.ParameterType)).ToList() is var texts && !texts.Contains(null)
                && CSharpValue.Test($"{{0}}({string.Join(", ", texts)})", value, run.ReturnType) is { } test)
            {
                tests.Add(test);
            }
        }

        return compared == 0 ? null : new(null, tests.ToImmutable());
    }

    private static (string Text, object? Value) Call(MethodInfo method, object?[] arguments)
    {
        try
        {
            var value = method.Invoke(null, arguments);
            return (Canonical.Of(value), value);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return ("throws " + (e is TargetInvocationException { InnerException: { } inner } ? inner : e).GetType().Name, null);
        }
    }

    private static object?[]? Arguments(Type reference, MethodInfo run, int seed)
    {
        var random = new Random(seed * 7919 + 13);
        var generator = new InputGenerator(random);
        var arguments = new List<object?>();
        foreach (var parameter in run.GetParameters())
        {
            var value = reference.GetMethod("Input_" + parameter.Name)?.Invoke(null, null) is Array { Length: > 0 } values ? values.GetValue(random.Next(values.Length)) : generator.Make(parameter.ParameterType);
            if (value is null && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
            {
                return null;
            }

            arguments.Add(value);
        }

        return [.. arguments];
    }
}
