using System.Text;
using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>Writes the plan for an intent.</summary>
/// <param name="refusalBias">The model's manifest says it: by how much a refusal's first logit is raised in the most probable plan.</param>
public sealed class Planner(Generator generator, double refusalBias = 0)
{
    /// <summary>Most tokens of a plan.</summary>
    public const int MaxTokens = 200;

    /// <param name="onText">Receives the plan's text as it grows; called on the calling thread.</param>
    public PlanResult Write(Intent intent, Sampling sampling, Action<string>? onText, CancellationToken cancellation) =>
        // Who asks for another plan is not refused twice.
        Write(PromptBuilder.ForPlan(intent), sampling, sampling.Temperature == 0 ? refusalBias : 0, onText, cancellation);

    /// <summary>The plan of code that is there (CodePLAN makes plans backward from solutions).</summary>
    /// <param name="code">As a model wrote it.</param>
    public PlanResult Explain(Intent intent, string code, CancellationToken cancellation) =>
        Write(PromptBuilder.ForPlanOfCode(intent, code), Sampling.Greedy, bias: 0, onText: null, cancellation);

    /// <summary>Natural log, mean over the plan's tokens, had the model written it for the intent.</summary>
    public double MeanLogProbability(Intent intent, Plan plan, CancellationToken cancellation)
    {
        var prompt = PromptBuilder.ForPlan(intent).Encode(generator.Tokenizer);
        var ids = prompt.AddRange(generator.Tokenizer.Encode(plan.ToString()));
        return ids.Length > generator.Model.ContextLength ? double.NegativeInfinity : generator.Score(ids.AsSpan(), prompt.Length, cancellation).Average(value => (double)value);
    }

    private PlanResult Write(Prompt prompt, Sampling sampling, double bias, Action<string>? onText, CancellationToken cancellation)
    {
        var ids = prompt.Encode(generator.Tokenizer);
        if (ContextRoom.Problem(ids.Length, generator.Model.ContextLength) is { } problem)
        {
            return new PlanResult(null, false, problem, prompt, "", 0, ContextRoom.NothingGenerated(ids.Length));
        }

        var request = new GenerationRequest
        {
            Prompt = ids,
            MaxTokens = MaxTokens,
            Sampling = sampling,
            StopIds =
            [
                Markers.IdOf(Markers.Code, generator.Tokenizer), Markers.IdOf(Markers.TracedCode, generator.Tokenizer),
                Markers.IdOf(Markers.End, generator.Tokenizer),
            ],
        };
        if (bias > 0)
        {
            request = request with { FirstBias = [(generator.Tokenizer.Encode(Plan.OutOfDomain)[0], (float)bias)] };
        }

        var text = new StringBuilder();
        double sum = 0;
        var count = 0;
        foreach (var token in generator.Generate(request, cancellation))
        {
            sum += token.LogProbability;
            count++;
            if (token.Text.Length > 0)
            {
                text.Append(token.Text);
                onText?.Invoke(token.Text);
            }
        }

        var said = text.ToString().Trim();
        var outOfDomain = said.StartsWith('(') && said.Contains("outside", StringComparison.Ordinal);
        var plan = outOfDomain ? null : Plan.Parse(said);
        return new PlanResult(
            plan,
            outOfDomain,
            plan is not null ? null
                : outOfDomain ? "The model says that this comment is outside of what it was made for."
                : "The model wrote no numbered plan for this comment; say in other words what the code should do.",
            prompt,
            said,
            count == 0 ? 0 : sum / count,
            generator.End!);
    }
}
