using System.Collections.Immutable;
using System.Text;
using CotAssist.Inference;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Writes the code for an intent, following a plan where there is one, and checks it before anyone sees it.</summary>
/// <param name="checker">Parses, and binds where it has reference assemblies.</param>
/// <param name="traced">The model was taught step markers (manifest: code format "traced").</param>
/// <param name="attempts">
/// How often to write before giving up on code that may be shown: first as asked, then sampled (CodePLAN: several are
/// sampled and a good one is used). Only the compiler judges.
/// </param>
public sealed class Coder(Generator generator, CodeChecker checker, bool traced, int attempts = 1)
{
    /// <summary>Most tokens of code.</summary>
    public const int MaxTokens = 400;

    /// <param name="onText">Receives the code's text as it grows (outdented), of each attempt; called on the calling thread.</param>
    public CodeResult Write(Intent intent, Plan? plan, Sampling sampling, Action<string>? onText, CancellationToken cancellation)
    {
        var first = WriteOnce(intent, plan, sampling, onText, cancellation);
        var result = first;
        for (var attempt = 1; attempt < attempts && result.Change is null && first.End.GeneratedTokens > 0; attempt++)
        {
            onText?.Invoke("\n// That does not compile; once more:\n");
            result = WriteOnce(intent, plan, new Sampling(0.6, 0.95, sampling.Seed + attempt), onText, cancellation);
        }

        return result.Change is null ? first : result;
    }

    private CodeResult WriteOnce(Intent intent, Plan? plan, Sampling sampling, Action<string>? onText, CancellationToken cancellation)
    {
        var prompt = PromptBuilder.ForCode(intent, plan, traced);
        var ids = prompt.Encode(generator.Tokenizer);
        if (ContextRoom.Problem(ids.Length, generator.Model.ContextLength) is { } tooLong)
        {
            return new CodeResult(null, "", [], tooLong, prompt, "", 0, ContextRoom.NothingGenerated(ids.Length));
        }

        var stepOf = Enumerable.Range(1, Plan.MaxSteps).ToDictionary(number => Markers.IdOf(Markers.Step(number), generator.Tokenizer));
        var request = new GenerationRequest
        {
            Prompt = ids, MaxTokens = MaxTokens, Sampling = sampling, StopIds = [Markers.IdOf(Markers.End, generator.Tokenizer)],
        };
        var text = new StringBuilder();
        var steps = new List<(int Offset, int Step)>();
        double sum = 0;
        var count = 0;
        int? cut = null;
        foreach (var token in generator.Generate(request, cancellation))
        {
            sum += token.LogProbability;
            count++;
            if (stepOf.TryGetValue(token.Id, out var step))
            {
                steps.Add((text.Length, step));
            }

            if (token.Text.Length == 0)
            {
                continue;
            }

            text.Append(token.Text);
            onText?.Invoke(token.Text);
            // Only a bracket or a semicolon can end the place, so only then is it worth lexing all again.
            if (token.Text.AsSpan().IndexOfAny("}])\n;") >= 0 && (cut = CodeCut.Find(text.ToString(), intent.Shape)) is not null)
            {
                break;
            }
        }

        var end = generator.End ?? new GenerationEnd(StopReason.StopString, null, 0, ids.Length, 0, count, TimeSpan.Zero, TimeSpan.Zero);
        var said = text.ToString();
        var code = said[..(cut ?? said.Length)].TrimEnd();
        var mean = count == 0 ? 0 : sum / count;
        CodeResult Result(TextChange? change, string? problem) =>
            new(change, code, StepsOfLines(code, steps), problem, prompt, said, mean, end);

        if (code.Length == 0)
        {
            return Result(null, "The model wrote no code for this comment; say in other words what it should do.");
        }

        if (cut is null && end.Reason is StopReason.TokenBudget or StopReason.ContextFull)
        {
            return Result(null, "The code grew too long for the model; ask for a smaller piece of it.");
        }

        var change = CodeLayout.Place(intent, code, cancellation);
        // Turn by turn, a comment asks for the next statements of a body that is not finished yet.
        var errors = checker.Check(intent.Tree, change, cancellation, memberGoesOn: intent is { Shape: IntentShape.Statements, After: "" });
        return errors.IsEmpty
            ? Result(change, null)
            : Result(null, $"The code that the model wrote is not shown, because it does not compile: {errors[0]}");
    }

    /// <summary>A line belongs to the first step marked in it, or else to the last one marked before it.</summary>
    private static ImmutableArray<int> StepsOfLines(string code, List<(int Offset, int Step)> steps)
    {
        var result = ImmutableArray.CreateBuilder<int>();
        var start = 0;
        foreach (var line in code.Split('\n'))
        {
            var end = start + line.Length;
            var inside = steps.FirstOrDefault(step => step.Offset >= start && step.Offset < end);
            var before = steps.LastOrDefault(step => step.Offset < start);
            result.Add(inside.Step > 0 ? inside.Step : before.Step);
            start = end + 1;
        }

        return result.DrainToImmutable();
    }
}
