using System.Collections.Immutable;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Checking;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Output;

/// <summary>A sample laid out for the model by the product's own classes, so that training and use render one prompt.</summary>
/// <param name="Prompt">Carries no loss.</param>
/// <param name="Completion">What the model has to write, the end marker last.</param>
public sealed record SampleText(ImmutableArray<PromptPart> Prompt, ImmutableArray<PromptPart> Completion)
{
    /// <summary>Null when the product does not find the sample's comment at its caret, or finds it in another shape.</summary>
    public static SampleText? Of(Sample sample)
    {
        var tree = CSharpSyntaxTree.ParseText(sample.Before + sample.After, VariantSource.ParseOptions);
        if (IntentFinder.FindAt(tree, sample.Before.Length, CancellationToken.None) is not { } intent || intent.Shape != sample.Shape)
        {
            return null;
        }

        var end = new PromptPart(Markers.End, true);
        switch (sample.Mode)
        {
            case SampleMode.Abstain:
                return new(PromptBuilder.ForPlan(intent).Parts, [new(Plan.OutOfDomain, false), end]);
            case SampleMode.Direct:
                return new(PromptBuilder.ForCode(intent, null, false).Parts, [.. CodeParts(sample.Code, false), end]);
            case SampleMode.Edited:
                return new(PromptBuilder.ForCode(intent, sample.Plan, sample.Traced).Parts, [.. CodeParts(sample.Code, sample.Traced), end]);
            default:
                var asked = PromptBuilder.ForPlan(intent).Parts;
                var whole = PromptBuilder.ForCode(intent, sample.Plan, sample.Traced).Parts;
                if (!whole.AsSpan(0, asked.Length).SequenceEqual(asked.AsSpan()))
                {
                    throw new InvalidOperationException("The prompt for code does not begin with the prompt for a plan; the curriculum relies on that.");
                }

                return new(asked, [.. whole[asked.Length..], .. CodeParts(sample.Code, sample.Traced), end]);
        }
    }

    private static IEnumerable<PromptPart> CodeParts(string code, bool traced)
    {
        if (!traced)
        {
            return [new(Code.WithoutMarks(code), false)];
        }

        var parts = new List<PromptPart>();
        foreach (var (text, marks) in Code.Split(code))
        {
            parts.AddRange(marks.Select(m => new PromptPart(Markers.Step(m), true)));
            if (text.Length > 0)
            {
                parts.Add(new(text, false));
            }
        }

        return parts;
    }
}
