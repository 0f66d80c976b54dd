using System.Collections.Immutable;
using CotAssist.Inference;
using CotAssist.Synthesis;
using CotAssist.Tests.Inference;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Tests.Synthesis;

/// <summary>The one place where tests of plans and code touch the API: source with a caret '¦', scripted words, results.</summary>
internal static class Scripted
{
    public static readonly Tokenizer Tokenizer = Markers.All.Aggregate(new TokenizerJson(), (json, marker) => json.Added(marker)).Build();

    /// <summary>Every assembly this test runs on serves as a reference.</summary>
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static Intent IntentAt(string sourceWithCaret)
    {
        var caret = sourceWithCaret.IndexOf('¦');
        var tree = CSharpSyntaxTree.ParseText(sourceWithCaret.Remove(caret, 1));
        return IntentFinder.FindAt(tree, caret, default) ?? throw new Xunit.Sdk.XunitException($"No intent found in\n{sourceWithCaret}");
    }

    /// <summary>The model says <paramref name="words"/>, markers such as &lt;|step-1|&gt; in it being special tokens.</summary>
    public static CodeResult Code(string sourceWithCaret, string words, Plan? plan = null, bool traced = false)
    {
        var intent = IntentAt(sourceWithCaret);
        var model = new ScriptedModel(Tokenizer, 4096).Expect(PromptBuilder.ForCode(intent, plan, traced).Encode(Tokenizer), Ids(words + Markers.End));
        return new Coder(new Generator(model, Tokenizer), new CodeChecker(References), traced).Write(intent, plan, Sampling.Greedy, null, default);
    }

    /// <summary>The model would rather say one thing than the next, and may be asked again.</summary>
    public static CodeResult BestCode(string sourceWithCaret, int attempts, int repairs, string[] fromBestToWorst)
    {
        var intent = IntentAt(sourceWithCaret);
        var model = new ScriptedModel(Tokenizer, 4096).ExpectCodes(intent, null, fromBestToWorst);
        return new Coder(new Generator(model, Tokenizer), new CodeChecker(References), traced: false, attempts, repairs).Write(intent, null, Sampling.Greedy, null, default);
    }

    /// <summary>The model says <paramref name="words"/> both after the comment and, where the plan is a person's, after the plan alone.</summary>
    public static ScriptedModel ExpectCode(this ScriptedModel model, Intent intent, Plan? plan, string words)
    {
        model.ExpectCodes(intent, plan, words);
        return plan is null ? model : model.ExpectCodes(intent with { Comment = plan.ToComment() }, plan, words);
    }

    /// <summary>After this comment and plan the model would rather say one thing than the next.</summary>
    public static ScriptedModel ExpectCodes(this ScriptedModel model, Intent intent, Plan? plan, params string[] fromBestToWorst) =>
        fromBestToWorst.Aggregate(model, (told, words) => told.Expect(PromptBuilder.ForCode(intent, plan, traced: false).Encode(Tokenizer), Ids(words + Markers.End)));

    public static PlanResult Plan(string sourceWithCaret, string words)
    {
        var intent = IntentAt(sourceWithCaret);
        var model = new ScriptedModel(Tokenizer, 4096).Expect(PromptBuilder.ForPlan(intent).Encode(Tokenizer), Ids(words + Markers.Code));
        return new Planner(new Generator(model, Tokenizer)).Write(intent, Sampling.Greedy, null, default);
    }

    /// <summary>The document after the code was accepted.</summary>
    public static string Accepted(string sourceWithCaret, CodeResult result)
    {
        Assert.Null(result.Problem);
        return IntentAt(sourceWithCaret).Tree.GetText().WithChanges(result.Change!.Value).ToString();
    }

    public static ImmutableArray<int> Ids(string words)
    {
        var ids = new List<int>();
        var start = 0;
        for (var at = 0; at < words.Length; at++)
        {
            if (Markers.All.FirstOrDefault(marker => string.CompareOrdinal(words, at, marker, 0, marker.Length) == 0) is { } marker)
            {
                ids.AddRange(Tokenizer.Encode(words[start..at]));
                ids.Add(Tokenizer.SpecialId(marker)!.Value);
                start = at + marker.Length;
                at = start - 1;
            }
        }

        ids.AddRange(Tokenizer.Encode(words[start..]));
        return [.. ids];
    }
}
