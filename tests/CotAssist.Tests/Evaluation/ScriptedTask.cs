using CotAssist.Evaluation;
using CotAssist.Evaluation.Suites;
using CotAssist.Inference;
using CotAssist.Synthesis;
using CotAssist.Tests.Synthesis;

namespace CotAssist.Tests.Evaluation;

/// <summary>A model that has learnt by heart what to say to given tasks; any other prompt fails the test.</summary>
internal sealed class ScriptedTask
{
    public ScriptedModel Model { get; } = new(Scripted.Tokenizer, contextLength: 4096);

    public ModelUnderTest UnderTest
    {
        get
        {
            var generator = new Generator(Model, Scripted.Tokenizer);
            var coder = new Coder(generator, new CodeChecker(Scripted.References), traced: false);
            return new ModelUnderTest("scripted", new string('0', 64), generator, new Planner(generator), new PlanSearch(new Planner(generator), coder, new CodeJudge(generator), draws: 0), new CodeSearch(coder, new CodeJudge(generator)));
        }
    }

    /// <summary>At the task's caret: this plan when asked for one, this code when asked with <paramref name="following"/> (null: with no plan).</summary>
    public ScriptedTask Says(EvaluationTask task, string code, Plan? following = null, string? plan = null) =>
        Says(task.Before, task.After, code, following, plan);

    public ScriptedTask Says(string before, string after, string code, Plan? following = null, string? plan = null)
    {
        var intent = Scripted.IntentAt(before + "¦" + after);
        // The code first: its prompt begins with the plan's prompt and what was said to that.
        Model.ExpectCode(intent, following, code);
        if (plan is not null)
            Model.Expect(PromptBuilder.ForPlan(intent).Encode(Scripted.Tokenizer), Scripted.Ids(plan + Markers.Code));

        // For the perplexity of the comment: the model knows it word for word.
        var parts = PromptBuilder.ForCode(intent, null, traced: false).Parts;
        var comment = parts.IndexOf(new PromptPart(Markers.Comment, IsMarker: true)) + 1;
        Model.Expect(new Prompt(parts[..comment]).Encode(Scripted.Tokenizer), new Prompt([parts[comment]]).Encode(Scripted.Tokenizer));
        return this;
    }
}
