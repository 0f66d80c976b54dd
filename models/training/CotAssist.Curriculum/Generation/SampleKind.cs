using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>What one attempt at a sample draws with.</summary>
/// <param name="Testable">The sample is to be told right from wrong by tests.</param>
/// <param name="Chinese">Its comment is to be Chinese, where there are words for it.</param>
internal sealed record SampleDrawing(Material Material, Split Split, bool Testable, Random Random, long Number, Renamer Renamer, PipeDrawer Pipes, bool Chinese);

/// <summary>What all kinds of sample have in common: names for an entry that stands alone, the words of comment and plan, the sample put together.</summary>
internal abstract class SampleKind(SampleDrawing drawing)
{
    protected Material Material => drawing.Material;

    protected Split Split => drawing.Split;

    protected bool Testable => drawing.Testable;

    protected Random Random => drawing.Random;

    protected long Number => drawing.Number;

    protected Renamer Renamer => drawing.Renamer;

    protected PipeDrawer Pipes => drawing.Pipes;

    protected bool Chinese => drawing.Chinese;

    protected string SingleName(PieceUse use)
    {
        var template = use.Template;
        if (template.Shape.Member is not Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax || template.Shape.Member.Modifiers.Any(m => m.Text == "override"))
        {
            return use.NameOf(template.Shape.Name);
        }

        return template.Primitive.Names.IsEmpty || Random.Percent(40) ? use.NameOf(template.Shape.Name) : Random.Pick(template.Primitive.Names.AsSpan());
    }

    /// <summary>In training only: what is held is measured in the words that were written for it.</summary>
    protected CommentText Reworded(CommentText comment) =>
        Split != Split.Train || comment.Chinese ? comment : comment with { Text = Material.Words.Rewording.Draw(comment.Text, Random, comment.Names) };

    /// <summary>A person's plan is in words that no entry has.</summary>
    private Plan Reworded(Plan plan, Solution solution)
    {
        var names = solution.Parameters.Select(p => p.Name).ToImmutableHashSet();
        return new([.. plan.Steps.Select(s => Material.Words.Rewording.Exchanged(s, Random, names, 40))]);
    }

    /// <summary>Suites that judge the code of given plans are not to depend on the manner in which a model was taught to write its own.</summary>
    protected PlanStyle OwnStyle() => Split == Split.Train ? PlanStyle.Draw(Random) : PlanStyle.DrawHeld(Random);

    protected Sample? Assemble(Solution solution, FileText file, CommentText comment, PlanStyle style, SampleMode mode, ImmutableArray<PieceUse> pieces)
    {
        var order = file.IsExpression ? PlanOrder.Of(file.Code, true) : file.Shape == IntentShape.Member ? PlanOrder.OfMember(file.Code) : PlanOrder.Of(file.Code, false);
        if (new PlanWriter(Random).Write(solution, file.Code, order, style) is not var (plan, code))
        {
            return null;
        }

        return new Sample
        {
            Number = Number, Mode = mode, Split = Split, Shape = file.Shape, Before = file.Before, After = file.After, Comment = comment.Text, Chinese = comment.Chinese,
            Plan = Split == Split.Train && mode == SampleMode.Edited && Random.Percent(50) ? Reworded(plan, solution) : plan, Code = code, Finished = file.Finished, Entries = [.. pieces.Select(p => p.Id)], Wordings = comment.Wordings, Solution = solution,
            Traced = mode != SampleMode.Direct && Random.Percent(70),
        };
    }
}
