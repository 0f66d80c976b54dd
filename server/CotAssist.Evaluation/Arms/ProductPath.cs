using System.Collections.Immutable;
using System.Diagnostics;
using CotAssist.Inference;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Evaluation.Arms;

/// <summary>
/// The way an editor goes: intent at the caret, plan, code, checks, edit. Arms differ only in where the plan comes from.
/// </summary>
/// <param name="sampling">Of this try; a plan and its code share the seed.</param>
public sealed class ProductPath(ModelUnderTest model, Sampling sampling, CancellationToken cancellation)
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    public Intent? FindIntent(string before, string after)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(before + after), ParseOptions, cancellationToken: cancellation);
        return IntentFinder.FindAt(tree, before.Length, cancellation);
    }

    /// <summary>Writes a plan and says how far it got; the code is still to come.</summary>
    public (Plan? Plan, Attempt SoFar) WritePlan(Intent intent) => Planned(() => model.Planner.Write(intent, sampling, onText: null, cancellation));

    /// <summary>The plan that the product would show.</summary>
    public (Plan? Plan, Attempt SoFar) FindPlan(Intent intent) => Planned(() => model.Plans.Write(intent, sampling.Seed, onText: null, cancellation));

    private static (Plan? Plan, Attempt SoFar) Planned(Func<PlanResult> write)
    {
        var watch = Stopwatch.StartNew();
        var result = write();
        return (result.Plan, new Attempt
        {
            Problem = result.Plan is null ? result.Problem ?? "The model wrote no plan." : null,
            Plan = result.Plan,
            OutOfDomain = result.OutOfDomain,
            Prompts = [result.Prompt.ToString()],
            PlanMeanLogProbability = Finite(result.MeanLogProbability),
            PromptTokens = result.End.PromptTokens,
            GeneratedTokens = result.End.GeneratedTokens,
            PlanTime = watch.Elapsed,
        });
    }

    /// <summary>One request for code; adds what came of it to <paramref name="soFar"/>.</summary>
    public Attempt WriteCode(Intent intent, Plan? plan, Attempt soFar) => WriteCode(intent, plan, soFar, out _);

    /// <param name="change">The edit that the product would show; null when none.</param>
    public Attempt WriteCode(Intent intent, Plan? plan, Attempt soFar, out TextChange? change)
    {
        var watch = Stopwatch.StartNew();
        var result = model.Codes.Write(intent, plan, sampling, onText: null, cancellation);
        change = result.Change;
        return soFar with
        {
            Filled = change is { } edit ? intent.Tree.GetText(cancellation).WithChanges(edit).ToString() : null,
            Problem = change is null ? result.Problem ?? "The code may not be shown." : null,
            Code = result.Code,
            StepOfLine = result.StepOfLine,
            Plan = plan,
            Prompts = soFar.Prompts.Add(result.Prompt.ToString()),
            CodeMeanLogProbability = Finite(result.MeanLogProbability),
            PromptTokens = soFar.PromptTokens + result.End.PromptTokens,
            GeneratedTokens = soFar.GeneratedTokens + result.End.GeneratedTokens,
            CodeTime = soFar.CodeTime + watch.Elapsed,
        };
    }

    /// <summary>Natural-log probability of each token of the intent's comment, given all that stands before it in the prompt.</summary>
    public ImmutableArray<float> ScoreComment(Intent intent)
    {
        var parts = PromptBuilder.ForCode(intent, plan: null, traced: false).Parts;
        var comment = parts.IndexOf(new PromptPart(Markers.Comment, IsMarker: true)) + 1;
        if (comment == 0 || comment == parts.Length)
            return [];
        var tokenizer = model.Generator.Tokenizer;
        var start = new Prompt(parts[..comment]).Encode(tokenizer).Length;
        var ids = new Prompt(parts[..(comment + 1)]).Encode(tokenizer);
        return ids.Length > start && start >= 1 ? model.Generator.Score(ids.AsSpan(), start, cancellation) : [];
    }

    /// <summary>exp of the negative mean; null for none.</summary>
    public static double? Perplexity(ImmutableArray<float> logProbabilities) =>
        logProbabilities.IsEmpty ? null : Math.Exp(-logProbabilities.Average(value => (double)value));

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
