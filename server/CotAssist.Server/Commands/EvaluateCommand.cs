using System.Collections.Immutable;
using System.CommandLine;
using System.Reflection;
using CotAssist.Evaluation;
using CotAssist.Evaluation.Arms;
using CotAssist.Evaluation.Judging;
using CotAssist.Evaluation.Reports;
using CotAssist.Evaluation.Sandbox;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Server.Commands;

/// <summary>
/// <c>cotassist eval</c>: a model through the product's own path on tasks with tests, and <c>cotassist eval compare A B</c>.
/// Options to objects and back to text; everything that measures lives in CotAssist.Evaluation.
/// </summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var suite = new Option<string>("--suite") { Description = "cotbench-cs, or a folder (or one file) of a published suite's .jsonl records", DefaultValueFactory = _ => SuiteFolder.Default };
        var arms = new Option<string>("--arms", "--arm") { Description = "Ways to the code, with commas: " + string.Join(", ", ArmList.Names), DefaultValueFactory = _ => "no-plan,own-plan" };
        var plans = new Option<string?>("--plans") { Description = "Where the arm plan-file reads its plans (JSON lines with id and plan)" };
        var model = new Option<string?>("--model") { Description = "Model folder (default: the bundled starter)" };
        var output = new Option<string?>("--out") { Description = "Folder for run.json, tries.jsonl and summary.md (default: a new one below out/eval)" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in --out" };
        var samples = new Option<int>("--samples") { Description = "Tries of each task", DefaultValueFactory = _ => 1 };
        var temperature = new Option<double>("--temperature") { Description = "0 is greedy", DefaultValueFactory = _ => 0 };
        var topP = new Option<double>("--top-p") { Description = "Nucleus, where the temperature is not 0", DefaultValueFactory = _ => 0.95 };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same lines", DefaultValueFactory = _ => 1 };
        var limit = new Option<int?>("--limit") { Description = "Only the first N tasks" };
        var ids = new Option<string?>("--ids") { Description = "Only these tasks, with commas" };

        var command = new Command("eval", "Measure a model on tasks with executable tests") { suite, arms, plans, model, output, resume, samples, temperature, topP, seed, limit, ids, Compare() };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(async () =>
        {
            if (parsed.GetValue(samples) < 1 || parsed.GetValue(temperature) < 0)
                throw new InvalidDataException("--samples must be at least 1 and --temperature at least 0.");
            if (parsed.GetValue(samples) > 1 && parsed.GetValue(temperature) == 0)
                throw new InvalidDataException("Greedy tries are all the same: give --temperature with --samples.");
            var chosen = Choose(SuiteFolder.Open(parsed.GetValue(suite)!), parsed.GetValue(ids), parsed.GetValue(limit));
            var armNames = parsed.GetValue(arms)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var progress = new ProgressLine();
            using var judge = new Judge(WorkerCommands.ThisExecutable.AsSpan(), SandboxLimits.Default, Environment.ProcessorCount);
            if (judge.Weakness is { } weakness)
                Console.Error.WriteLine(weakness);
            if (armNames is [ArmList.Reference])
                return (await CheckReferencesAsync(judge, chosen, progress, cancellation)).IsEmpty ? 0 : 1;

            var created = armNames.Where(name => name != ArmList.Reference).Select(name => ArmList.Create(name, parsed.GetValue(plans))).ToImmutableArray();
            using var assistant = Failures.OpenModel(parsed.GetValue(model));
            RefuseOtherLanguages(assistant, chosen);
            var measured = new ModelUnderTest(
                assistant.Manifest.Name, ModelUnderTest.HashOf(assistant.Manifest), assistant.Generator, assistant.Planner, assistant.Plans, assistant.Codes);
            var failures = await CheckReferencesAsync(judge, chosen, progress, cancellation);
            var options = new EvaluationOptions(created, parsed.GetValue(samples), parsed.GetValue(temperature), parsed.GetValue(topP), parsed.GetValue(seed));
            var description = Describe(chosen, measured, options, failures);
            var path = parsed.GetValue(output) ?? Path.Combine("out", "eval", $"{chosen.Name}-{DateTime.Now:yyyyMMdd-HHmmss}");
            using var folder = RunFolder.Open(path, description, parsed.GetValue(resume));
            try
            {
                await new EvaluationRunner(judge, measured).RunAsync(
                    chosen.Name, chosen.Tasks.RemoveAll(task => failures.ContainsKey(task.Id)), options, folder, progress, cancellation);
            }
            catch (OperationCanceledException)
            {
                progress.End();
                Console.Error.WriteLine($"Stopped after {folder.Tries.Count} tries; the same command with --out {path} --resume goes on.");
                return 130;
            }

            progress.End();
            var summary = Summary.ToMarkdown(description, folder.Tries);
            folder.WriteSummary(summary);
            Console.Write(summary);
            Console.Error.WriteLine($"Lines and summary: {path}");
            return 0;
        }));
        return command;
    }

    private static Command Compare()
    {
        var a = new Argument<string>("A") { Description = "A run's folder, or folder:arm" };
        var b = new Argument<string>("B") { Description = "Another, over the same suite" };
        var command = new Command("compare", "Compare two runs or arms task by task, with paired bootstrap 95 % intervals") { a, b };
        command.SetAction((parsed, _) => Failures.ReportAsync(() =>
        {
            var (nameOfA, nameOfB) = (parsed.GetValue(a)!, parsed.GetValue(b)!);
            Console.Write(Comparison.Of(Comparison.Read(nameOfA), Comparison.Read(nameOfB)).ToMarkdown(nameOfA, nameOfB));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Suite Choose(Suite suite, string? ids, int? limit)
    {
        var tasks = suite.Tasks;
        if (ids is not null)
        {
            var wanted = ids.Split(',', StringSplitOptions.TrimEntries).ToHashSet();
            tasks = tasks.RemoveAll(task => !wanted.Contains(task.Id));
            if (wanted.Except(tasks.Select(task => task.Id)).FirstOrDefault() is { } missing)
                throw new InvalidDataException($"The suite {suite.Name} has no task \"{missing}\" that can be passed.");
        }

        return suite with { Tasks = [.. tasks.Take(limit ?? int.MaxValue)] };
    }

    private static void RefuseOtherLanguages(Assistant assistant, Suite suite)
    {
        foreach (var language in suite.Tasks.Select(task => task.Language.ToString().ToLowerInvariant()).Distinct())
        {
            if (assistant.ProblemWith(language) is { } problem)
                throw new InvalidDataException(problem);
        }
    }

    private static RunDescription Describe(Suite suite, ModelUnderTest model, EvaluationOptions options, ImmutableSortedDictionary<string, Verdict> failures) => new()
    {
        Suite = suite.Name,
        SuiteHash = suite.Hash,
        Model = model.Name,
        ModelHash = model.Hash,
        Samples = options.Samples,
        Temperature = options.Temperature,
        TopP = options.TopP,
        Seed = options.Seed,
        Version = typeof(EvaluateCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        Unsatisfiable = suite.Unsatisfiable,
        ReferenceFailures = failures.ToImmutableSortedDictionary(failure => failure.Key, failure => $"{failure.Value.Kind}: {failure.Value.Detail}"),
    };

    /// <summary>The runner's check of itself; what it cannot pass is named here and left out.</summary>
    private static async Task<ImmutableSortedDictionary<string, Verdict>> CheckReferencesAsync(Judge judge, Suite suite, ProgressLine progress, CancellationToken cancellation)
    {
        var failures = await ReferenceCheck.RunAsync(judge, suite.Tasks, Environment.ProcessorCount, progress, cancellation);
        progress.End();
        var references = suite.Tasks.Count(task => task.ReferenceCode is not null);
        Console.Error.WriteLine($"{suite.Name}: {suite.Tasks.Length} tasks, {references} with a reference, {references - failures.Count} of those pass.");
        foreach (var (task, verdict) in failures)
            Console.Error.WriteLine($"  left out: {task} ({verdict.Kind}: {verdict.Detail})");
        return failures;
    }
}
