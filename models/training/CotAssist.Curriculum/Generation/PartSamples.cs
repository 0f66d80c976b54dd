using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>Samples of a part of a method's body: a turn, the next steps, what is missing between other code.</summary>
internal sealed class PartSamples(SampleDrawing drawing) : SampleKind(drawing)
{
    private const int Attempts = 40;

    /// <summary>One turn of a program that grows comment by comment.</summary>
    public Sample? Turn()
    {
        if (Pipes.Draw() is not { } pieces || pieces.Any(p => p.Helper is not null))
        {
            return null;
        }

        var turns = new TurnWriter(Renamer, Random).Write(pieces, Pipes.Name(pieces));
        var inMethod = turns.Whole.Types.Length > 0 || !turns.Whole.Parameters.All(p => Literals.Of(p.Type, Random) is not null) || Random.Percent(70);
        // A first turn is told from a whole task by the comment above.
        var hasAbove = inMethod && Random.Percent(50);
        var at = Random.Next(hasAbove ? 0 : 1, turns.Turns.Length);
        var files = new FileWriter(Material.Words, Material.Neighbours, Random, Testable);
        var comments = new List<CommentText>();
        foreach (var turn in turns.Turns[..(at + 1)])
        {
            if (new CommentWriter(Random, Split).WriteTurn(turn.Solution.Pieces[0], turn.Subject, Chinese, turn == turns.Turns[0], inMethod && turn == turns.Turns[^1]) is not { } comment)
            {
                return null;
            }

            comments.Add(comment);
        }

        var earlier = turns.Turns[..at].Select((t, i) => ((string?)files.LineComment(comments[i]), t.Code)).ToList();
        var current = turns.Turns[at];
        var returns = at == turns.Turns.Length - 1 && inMethod;
        var above = hasAbove ? new CommentWriter(Random, Split).Write(turns.Whole, Chinese) : null;
        var file = files.Turn(turns.Whole, above, earlier, comments[at], returns ? current.Last : current.Code, inMethod);
        return AssemblePart(current.Solution, file, comments[at], returns, turns.Whole.Pieces);
    }

    /// <summary>The caret in the middle of a method: a comment in the words of one of its later steps, or of all that are left.</summary>
    public Sample? Continued()
    {
        var solution = Alone(Random.Pick((!Material.Procedures.IsEmpty && Random.Percent(25) ? Material.Procedures : Material.MultiStep).AsSpan()));
        var parts = CodeParts.Of(solution.Code);
        if (solution.IsProperty || parts.Length < 2)
        {
            return null;
        }

        CommentText Said(IEnumerable<string> said) => this.Said(solution, said.SelectMany(p => Code.Marks(p)));

        var from = Random.Next(1, parts.Length);
        var to = Random.Percent(55) ? from + 1 : parts.Length;
        var asked = parts[from..to];
        var comment = Said(asked);
        var returns = to == parts.Length && Code.WithoutMarks(asked[^1]).StartsWith("return ", StringComparison.Ordinal);
        if (returns && !comment.Text.Contains("return", StringComparison.OrdinalIgnoreCase) && Random.Percent(70))
        {
            comment = comment with { Text = comment.Text.TrimEnd('.') + Random.OneOf(CommentWriter.AndReturn) };
        }

        var files = new FileWriter(Material.Words, Material.Neighbours, Random);
        var commented = Random.Percent(50);
        var earlier = parts[..from].Select(p => (commented && !Code.Marks(p).IsEmpty ? files.LineComment(Said([p])) : null, p)).ToList();
        var above = Random.Percent(50) ? new CommentWriter(Random, Split).Write(solution, Chinese) : null;
        var file = files.Continued(solution, above, earlier, comment, string.Join('\n', asked), Random.Percent(50) ? string.Join('\n', parts[to..]) : "");
        return AssemblePart(solution, file, comment, returns, solution.Pieces);
    }

    /// <summary>The caret between code that stands already, perhaps inside a loop: a comment in the words of the steps that are missing there.</summary>
    public Sample? Within()
    {
        Solution? solution = null;
        ImmutableArray<CodeHole> holes = [];
        for (var attempt = 0; attempt < Attempts && holes.IsEmpty; attempt++)
        {
            solution = Random.Percent(25) ? Pipeline() : Alone(Random.Pick((!Material.Procedures.IsEmpty && Random.Percent(45) ? Material.Procedures : Random.Percent(50) ? Material.MultiStep : Material.Templates).AsSpan()));
            holes = solution is null or { IsProperty: true } ? [] : CodeHoles.Of(solution.Code);
        }

        if (solution is null || holes.IsEmpty)
        {
            return null;
        }

        // Most holes are outside of loops.
        var looped = holes.Where(h => h.Indent.Length > 0).ToList();
        var hole = looped.Count > 0 && Random.Percent(60) ? Random.Pick(looped) : Random.Pick(holes.AsSpan());
        var comment = solution.Steps.Length == 1 && Random.Percent(60) ? new CommentWriter(Random, Split).Write(solution, Chinese) : Said(solution, Code.Marks(hole.Code));
        if (comment is null)
        {
            return null;
        }

        comment = Reworded(comment);
        var above = Random.Percent(20) ? new CommentWriter(Random, Split).Write(solution, Chinese) : null;
        return AssemblePart(solution, new FileWriter(Material.Words, Material.Neighbours, Random).Within(solution, above, comment, hole), comment, false, solution.Pieces);

        Solution? Pipeline() => Pipes.Draw() is { } pieces ? new Composer(Renamer, Random).Pipe(pieces, null, Pipes.Name(pieces), ComposerStyle.Statements) : null;
    }

    /// <summary>An entry that is not composed with others, with names and types of the sample's own.</summary>
    private Solution Alone(PrimitiveTemplate template)
    {
        var use = Material.TypeChoices.Vary(Renamer.Use(template, Pipes.Variant(template, false), null), Random);
        return Composer.Single(use, null, SingleName(use));
    }

    private CommentText Said(Solution solution, IEnumerable<int> marks) =>
        new(new PlanWriter(Random).Say(solution, marks.Distinct()), false, [], [.. solution.Parameters.Select(p => p.Name)]);

    /// <summary>A part of a method's body. Its plan, unlike one of a whole body, has to say whether the code ends the method.</summary>
    private Sample? AssemblePart(Solution solution, FileText file, CommentText comment, bool returns, ImmutableArray<PieceUse> pieces)
    {
        if (Assemble(solution, file, comment, OwnStyle(), Random.Percent(50) ? SampleMode.Direct : SampleMode.Turn, pieces) is not { Plan: { } plan } sample)
        {
            return null;
        }

        var last = plan.Steps[^1];
        var saysSo = last.Contains("return", StringComparison.OrdinalIgnoreCase);
        if (returns)
        {
            return saysSo ? sample : Ending(last + " and return it");
        }

        if (sample.Code.Contains("return", StringComparison.Ordinal))
        {
            return sample;
        }

        // A sixth of the entries say "return" of their result, which in the middle of a method only gets a name.
        return comment.Text.Contains("return", StringComparison.OrdinalIgnoreCase) ? null
            : !saysSo ? sample
            : last.StartsWith("return ", StringComparison.OrdinalIgnoreCase) && last.IndexOf("return", 1, StringComparison.OrdinalIgnoreCase) < 0 ? Ending((char.IsUpper(last[0]) ? "Take " : "take ") + last["return ".Length..])
            : null;

        Sample Ending(string step) => sample with { Plan = new Plan([.. plan.Steps[..^1], step]) };
    }
}
