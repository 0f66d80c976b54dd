using System.Collections.Immutable;
using System.Text;
using CotAssist.Inference;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Writes the code for an intent, following a plan where there is one, and checks it before anyone sees it.</summary>
/// <param name="checker">Parses, and binds where it has reference assemblies.</param>
/// <param name="traced">The model was taught step markers (manifest: code format "traced").</param>
/// <param name="attempts">
/// How often to write before giving up on code that is sound: first as asked, then sampled (CodePLAN: several are
/// sampled and a good one is used). Only the compiler judges.
/// </param>
/// <param name="repairs">
/// How often the first attempt may be mended: the compiler names the first token that is wrong or doubtful, and the model goes on from
/// there with its next best one.
/// </param>
public sealed class Coder(Generator generator, CodeChecker checker, bool traced, int attempts = 1, int repairs = 0)
{
    /// <summary>Most tokens of code.</summary>
    public const int MaxTokens = 400;

    private readonly Dictionary<int, int> stepOf = Enumerable.Range(1, Plan.MaxSteps).ToDictionary(number => Markers.IdOf(Markers.Step(number), generator.Tokenizer));

    private const string DoesNotCompile = "\n// That does not compile; once more:\n", IsDoubtful = "\n// That is doubtful; once more:\n";

    /// <param name="onText">Receives the code's text as it grows (outdented), of each attempt; called on the calling thread.</param>
    public CodeResult Write(Intent intent, Plan? plan, Sampling sampling, Action<string>? onText, CancellationToken cancellation)
    {
        var first = WriteOnce(intent, plan, sampling, [], [], onText, cancellation);
        var best = Mended(intent, plan, first, onText, cancellation);
        var last = best;
        for (var attempt = 1; attempt < attempts && !best.IsSound && first.Tokens.Count > 0; attempt++)
        {
            onText?.Invoke(last.Change is null ? DoesNotCompile : IsDoubtful);
            last = WriteOnce(intent, plan, new Sampling(0.6, 0.95, sampling.Seed + attempt), [], [], onText, cancellation).Result;
            best = last.IsBetterThan(best) ? last : best;
        }

        return best;
    }

    /// <summary>The best of the draft and what it was mended to.</summary>
    private CodeResult Mended(Intent intent, Plan? plan, CodeDraft draft, Action<string>? onText, CancellationToken cancellation)
    {
        var best = draft.Result;
        var place = -1;
        List<int> refused = [];
        for (var repair = 0; repair < repairs && draft.WrongToken is { } wrong; repair++)
        {
            if (wrong != place)
            {
                (place, refused) = (wrong, []);
            }

            refused.Add(draft.Tokens[wrong].Id);
            var kept = draft.Tokens.GetRange(0, wrong);
            onText?.Invoke((draft.Result.Change is null ? DoesNotCompile : IsDoubtful) + string.Concat(kept.Select(token => token.Text)));
            draft = WriteOnce(intent, plan, Sampling.Greedy, kept, [.. refused], onText, cancellation);
            best = draft.Result.IsBetterThan(best) ? draft.Result : best;
        }

        return best;
    }

    /// <param name="kept">Tokens that the code begins with.</param>
    /// <param name="notNext">Ids that may not follow them.</param>
    private CodeDraft WriteOnce(
        Intent intent, Plan? plan, Sampling sampling, List<GeneratedToken> kept, ImmutableArray<int> notNext, Action<string>? onText, CancellationToken cancellation)
    {
        var prompt = PromptBuilder.ForCode(intent, plan, traced);
        var ids = prompt.Encode(generator.Tokenizer).AddRange(kept.Select(token => token.Id));
        if (ContextRoom.Problem(ids.Length, generator.Model.ContextLength) is { } tooLong)
        {
            return new(new CodeResult(null, "", [], tooLong, null, prompt, "", 0, ContextRoom.NothingGenerated(ids.Length)), kept, null);
        }

        var request = new GenerationRequest
        {
            Prompt = ids, MaxTokens = MaxTokens - kept.Count, Sampling = sampling, StopIds = [Markers.IdOf(Markers.End, generator.Tokenizer)], FirstBias = [.. notNext.Select(id => (id, float.NegativeInfinity))],
        };
        List<GeneratedToken> tokens = [.. kept];
        var text = new StringBuilder().AppendJoin("", kept.Select(token => token.Text));
        int? cut = null;
        foreach (var token in generator.Generate(request, cancellation))
        {
            tokens.Add(token);
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

        var end = generator.End ?? new GenerationEnd(StopReason.StopString, null, 0, ids.Length, 0, tokens.Count - kept.Count, TimeSpan.Zero, TimeSpan.Zero);
        var said = text.ToString();
        var code = said[..(cut ?? said.Length)].TrimEnd();
        CodeDraft Draft(TextChange? change, string? problem, int? wrongToken = null, string? doubt = null) =>
            new(new CodeResult(change, code, StepsOfLines(code, tokens), problem, doubt, prompt, said, tokens.Count == 0 ? 0 : tokens.Average(token => (double)token.LogProbability), end), tokens, wrongToken);

        if (code.Length == 0)
        {
            return Draft(null, "The model wrote no code for this comment; say in other words what it should do.");
        }

        if (cut is null && end.Reason is StopReason.TokenBudget or StopReason.ContextFull)
        {
            return Draft(null, "The code grew too long for the model; ask for a smaller piece of it.");
        }

        var placed = CodeLayout.Place(intent, code, cancellation);
        var named = checker.CompleteNames(intent.Tree, placed, cancellation);
        // Turn by turn, a comment asks for the next statements of a body that is not finished yet.
        var goesOn = intent is { Shape: IntentShape.Statements, After: "" };
        var (errors, doubt) = checker.Check(intent.Tree, named.Change, cancellation, goesOn, intent.Holds(plan) ? plan : null);
        return errors.IsEmpty
            // Where the name of a result is taken, the model has often lost the thread.
            ? Draft(named.Change, null, Wrong(doubt?.Position) ?? TokenAt(named.Taken?.Position), doubt?.Sentence ?? LeftOut(plan, tokens) ?? Unsaid(intent, plan, code) ?? named.Taken?.Sentence)
            : Draft(null, $"The code that the model wrote is not shown, because it does not compile: {errors[0].Sentence}", Wrong(errors.Min(error => error.Position)));

        int? Wrong(int? position) => TokenAt(position is { } at ? named.WithoutAdditions(at) : null);

        int? TokenAt(int? position) => WrongToken(placed.NewText!, code, tokens, position);
    }

    /// <summary>Index of the token at which the first error begins; null when the errors stand elsewhere.</summary>
    /// <param name="written">The code as it was laid out.</param>
    /// <param name="error">Offset of the error into <paramref name="written"/>.</param>
    private static int? WrongToken(string written, string code, List<GeneratedToken> tokens, int? error)
    {
        if (error is not { } position)
        {
            return null;
        }

        // Layout changes white space only, so the n-th visible character of the change is the n-th of the code. Where
        // something is missing, the compiler points behind the character after which it is.
        var before = written.Take(position).Count(character => !char.IsWhiteSpace(character));
        var places = Enumerable.Range(0, code.Length).Where(index => !char.IsWhiteSpace(code[index])).ToArray();
        int? at = !char.IsWhiteSpace(written[position]) ? (before < places.Length ? places[before] : null) : before > 0 ? places[before - 1] + 1 : null;
        var start = 0;
        for (var index = 0; index < tokens.Count; index++)
        {
            start += tokens[index].Text.Length;
            if (start > at)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>A sentence about the first step that no code is marked with, though other steps have theirs; null when there is none.</summary>
    private string? LeftOut(Plan? plan, List<GeneratedToken> tokens)
    {
        var marked = tokens.Where(token => stepOf.ContainsKey(token.Id)).Select(token => stepOf[token.Id]).ToHashSet();
        var left = plan is null || marked.Count == 0 ? 0 : Enumerable.Range(1, plan.Steps.Length).FirstOrDefault(step => !marked.Contains(step));
        return left == 0 ? null : $"Step {left}, \"{plan!.Steps[left - 1]}\", seems to be left out.";
    }

    /// <summary>
    /// A sentence about the first value that the code should have and does not; null when there is none. Of a person's plan and
    /// the comment, the plan counts.
    /// </summary>
    private static string? Unsaid(Intent intent, Plan? plan, string code) =>
        plan is not null && SaidValues.FirstMissing(string.Join('\n', plan.Steps), code) is { } ofPlan ? $"The plan says {ofPlan}, which the code does not have."
        : !intent.Holds(plan) && SaidValues.FirstMissing(intent.Comment, code) is { } ofComment ? $"The comment says {ofComment}, which the code does not have."
        : null;

    /// <summary>A line belongs to the first step marked in it, or else to the last one marked before it.</summary>
    private ImmutableArray<int> StepsOfLines(string code, List<GeneratedToken> tokens)
    {
        var steps = new List<(int Offset, int Step)>();
        var offset = 0;
        foreach (var token in tokens)
        {
            if (stepOf.TryGetValue(token.Id, out var step))
            {
                steps.Add((offset, step));
            }

            offset += token.Text.Length;
        }

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

    /// <param name="Tokens">All of them, step markers too.</param>
    /// <param name="WrongToken">Index of the one at which the compiler's first error, or the doubt, begins; null when nothing can be mended.</param>
    private sealed record CodeDraft(CodeResult Result, List<GeneratedToken> Tokens, int? WrongToken);
}
