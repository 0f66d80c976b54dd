using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CotAssist.Evaluation.Sandbox;
using CotAssist.Evaluation.Suites;
using Microsoft.CodeAnalysis;

namespace CotAssist.Evaluation.Judging;

/// <summary>Judges filled C# files: compiles here, runs in a confined worker.</summary>
internal sealed class CSharpJudge(WorkerPool workers)
{
    private static readonly string DebugSource = Resources.Read("Debug.csx");

    public Task<Verdict> JudgeAsync(EvaluationTask task, string filled, CancellationToken cancellation) => task.Check switch
    {
        BooleanTests check => JudgeTestsAsync(check, filled, cancellation),
        ExitsZero check => JudgeMainAsync(task, check, filled, cancellation),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is no check of a C# program."),
    };

    private Task<Verdict> JudgeTestsAsync(BooleanTests check, string filled, CancellationToken cancellation)
    {
        // The program cannot name it without knowing its tests; the same program always gets the same name, since it shows in stack traces.
        var testsType = "Tests_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', check.Tests))))[..16];
        return RunAsync(
            OutputKind.DynamicallyLinkedLibrary,
            [ProgramText.CotBenchUsings, filled, ProgramText.TestsType(testsType, check.Tests)], [],
            assembly => new CSharpJob(testsType, check.Tests.Length, Smaller(workers.Limits.TestTime, workers.Limits.Time), assembly), check.Tests, cancellation);
    }

    private Task<Verdict> JudgeMainAsync(EvaluationTask task, ExitsZero check, string filled, CancellationToken cancellation)
    {
        if (ProgramText.ReplaceAfter(task, filled, check.Ending) is not { } program)
            return Task.FromResult(new Verdict(VerdictKind.CompileError, "the code changes what stands behind the caret"));
        return RunAsync(
            OutputKind.ConsoleApplication,
            [check.ImplicitUsings ? ProgramText.ImplicitUsings : "", program, DebugSource],
            [FrameworkReferences.Of(typeof(KellermanSoftware.CompareNetObjects.CompareLogic).Assembly)],
            assembly => new CSharpJob("", 0, workers.Limits.Time, assembly), [], cancellation);
    }

    private async Task<Verdict> RunAsync(
        OutputKind kind, ImmutableArray<string> sources, ImmutableArray<MetadataReference> extra,
        Func<byte[], CSharpJob> toJob, ImmutableArray<string> tests, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var assembly = CSharpCompiler.Compile(kind, sources, FrameworkReferences.All.AddRange(extra), out var error, cancellation);
        var compile = watch.Elapsed;
        if (assembly is null)
            return new Verdict(VerdictKind.CompileError, error!) { Compile = compile };
        var outcome = await workers.RunAsync(toJob(assembly).ToBytes(), cancellation).ConfigureAwait(false);
        return ReplyVerdict.Of(outcome, tests) with { Compile = compile };
    }

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
