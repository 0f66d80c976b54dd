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
    public PlanResult Write(Intent intent, Sampling sampling, Action<string>? onText, CancellationToken cancellation)
    {
        var prompt = PromptBuilder.ForPlan(intent);
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
        if (refusalBias > 0 && sampling.Temperature == 0) // who asks for another plan is not refused twice
        {
            request = request with { FirstBias = [(generator.Tokenizer.Encode(Plan.OutOfDomain)[0], (float)refusalBias)] };
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
