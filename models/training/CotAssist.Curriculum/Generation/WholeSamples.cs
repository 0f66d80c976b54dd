using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>Samples of a whole member: an entry, a pipeline of entries, one whose plan a person has changed, one to be refused.</summary>
internal sealed class WholeSamples(SampleDrawing drawing) : SampleKind(drawing)
{
    private readonly PlanEdits _edits = new(drawing.Material, drawing.Pipes, drawing.Renamer, drawing.Random);

    public Sample? Single(ImmutableArray<PrimitiveTemplate> templates) => Single(Random.Pick(templates.AsSpan()));

    private Sample? Single(PrimitiveTemplate template)
    {
        if (Testable && !template.IsFree)
        {
            return AsWritten(template);
        }

        var use = Renamer.Use(template, Pipes.Variant(template, false), null);
        use = Testable ? use : Material.TypeChoices.Vary(use, Random);
        var guard = !Testable && template.IsFree && template.Shape.Parameters.Length > 0 && template.Shape.ReturnType != "void" && Random.Percent(12) ? Guard(Composer.TypeOf(use, template.SubjectName), Composer.ReturnTypeOf(use)) : null;
        var solution = Composer.Single(use, guard, SingleName(use));
        if (Split == Split.Train && Random.Percent(12) && template.Primitive.Literals.Length > 0)
        {
            return EditedLiteral(use, solution);
        }

        return Finish(solution, solution, Split == Split.Train && Random.Percent(16));
    }

    /// <summary>With its own names, so that the entry's tests hold.</summary>
    private Sample? AsWritten(PrimitiveTemplate template)
    {
        if (template.Shape.Name.Length == 0 || template.Shape.Member is Microsoft.CodeAnalysis.CSharp.Syntax.IndexerDeclarationSyntax)
        {
            return null;
        }

        var use = new PieceUse(template, Pipes.Variant(template, false));
        foreach (var literal in template.Primitive.Literals)
        {
            use.Names[literal.Name] = literal.First;
        }

        var solution = Composer.Single(use, null, null);
        return Finish(solution, solution, false);
    }

    private Guard? Guard(string subjectType, string returnType)
    {
        var kind = subjectType is "string" ? "text"
            : subjectType is "int" or "long" or "double" or "decimal" ? "number"
            : Code.IsCollection(subjectType) && !subjectType.Contains("Dictionary", StringComparison.Ordinal) && !subjectType.Contains("Span", StringComparison.Ordinal) && !subjectType.Contains("][", StringComparison.Ordinal) && !subjectType.Contains(',', StringComparison.Ordinal) ? "list" : null;
        var guards = Material.Words.Guards.Where(g => kind is not null && g.Subjects.Contains(kind) && (g.Throws || Code.Nothing(returnType) is not null)).ToList();
        return guards.Count == 0 ? null : Random.Pick(guards);
    }

    public Sample? Pipe()
    {
        if (Pipes.Draw() is not { } pieces)
        {
            return null;
        }

        var style = Random.Next(100) switch { < 45 => ComposerStyle.Chain, < 80 => ComposerStyle.Statements, _ => ComposerStyle.Mixed };
        var guard = !Testable && Random.Percent(9) ? Guard(pieces[0].Template.SubjectType, pieces[^1].Template.Shape.ReturnType) : null;
        var name = Pipes.Name(pieces);
        var composer = new Composer(Renamer, Random);
        if ((Split == Split.HeldEdits || Split == Split.Train && Random.Percent(40)) && _edits.Edited(pieces) is { } edited)
        {
            var changed = composer.Pipe(edited, guard, name, style);
            var asked = new Composer(new Renamer(Material.Words, Random), Random).Pipe(pieces, guard, name, style);
            changed = changed with { Signature = asked.Signature, Parameters = asked.Parameters, Members = string.Join("\n\n", asked.Members.Length > 0 ? [asked.Members] : Array.Empty<string>()) };
            return Finish(changed, asked, true);
        }

        if (Split == Split.HeldEdits)
        {
            return null;
        }

        var solution = composer.Pipe(pieces, guard, name, style);
        return Finish(solution, solution, Split == Split.Train && Random.Percent(4));
    }

    /// <summary>The comment says one value, the plan another: the code follows the plan.</summary>
    private Sample? EditedLiteral(PieceUse use, Solution asked)
    {
        var other = _edits.OtherValues(use);
        var inSteps = use.Primitive.Literals.All(l => use.Primitive.Steps.Any(s => s.All(p => p.Contains("{" + l.Name + "}", StringComparison.Ordinal))));
        return inSteps ? Finish(Composer.Single(other, asked.Guard, asked.MethodName), asked, true) : null;
    }

    /// <summary>A method of several turns with the whole comment above it.</summary>
    public Sample? Turns()
    {
        if (Pipes.Draw() is not { Length: >= 3 } pieces || pieces.Any(p => p.Helper is not null || p.Template.Types.Text.Length > 0))
        {
            return null;
        }

        var name = Pipes.Name(pieces);
        var turns = new TurnWriter(Renamer, Random).Write(pieces, name);
        var asked = turns.Whole with { Code = string.Join('\n', [.. turns.Turns[..^1].Select(t => t.Code), turns.Turns[^1].Last]), MethodName = name, Guard = null };
        var offset = 0;
        var steps = ImmutableArray.CreateBuilder<StepUse>();
        var code = new List<string>();
        foreach (var turn in turns.Turns)
        {
            var shift = offset;
            code.Add(Code.Remark(turn == turns.Turns[^1] ? turn.Last : turn.Code, n => n + shift));
            steps.AddRange(turn.Solution.Steps);
            offset = steps.Count;
        }

        asked = asked with { Steps = steps.ToImmutable(), Code = string.Join('\n', code), Expression = null, Straight = null, Members = "" };
        var said = turns.Turns.Select((t, i) => new CommentWriter(Random, Split).WriteTurn(t.Solution.Pieces[0], t.Subject, Chinese, i == 0, i == turns.Turns.Length - 1)).ToList();
        return said.Any(c => c is null || c.Text.Contains('\n', StringComparison.Ordinal)) ? null : Finish(asked, asked, false) is { } sample ? sample with { Turns = [.. said.Select(c => c!.Text)] } : null;
    }

    public Sample? Abstention()
    {
        var text = Material.Words.OutOfDomain.Draw(Random, Split != Split.Train);
        var signature = Random.OneOf("void Run()", "Task StartAsync()", "void Update()", "bool Execute(string input)", "string Handle(string request)", "void Initialize()", "int Main(string[] args)", "void Process()", "object Create()", "void Render()", "Task<bool> SendAsync(string message)", "void Configure()", "void DoIt()");
        if (Random.Percent(50))
        {
            // What a comment asks for, not its method's parameters, tells whether it is outside.
            var template = Random.Pick(Material.Neighbours.AsSpan());
            signature = Composer.Single(Renamer.Use(template, template.Variants[0], null), null, Random.OneOf("Run", "Execute", "Process", "Handle", "Apply", "Work")).Signature;
        }

        var comment = new CommentText(Random.Percent(30) ? English.Capitalized(text) : Random.Percent(8) ? "TODO: " + text : text, false, [], []);
        var file = new FileWriter(Material.Words, Material.Neighbours, Random, Testable).OutOfDomain(comment, signature);
        return new Sample
        {
            Number = Number, Mode = SampleMode.Abstain, Split = Split, Shape = file.Shape, Before = file.Before, After = file.After, Comment = comment.Text, Chinese = false,
            Plan = null, Code = "", Finished = "", Entries = [], Wordings = [], Solution = null,
        };
    }

    /// <param name="asked">What the comment asks for.</param>
    /// <param name="solution">What plan and code say; another than <paramref name="asked"/> when a person has changed the plan.</param>
    private Sample? Finish(Solution solution, Solution asked, bool edited)
    {
        var writer = new CommentWriter(Random, Split);
        var isTold = Split == Split.Train && !Chinese && asked is { Pieces: [{ Helper: null }], Steps.Length: > 0 and <= 6 } && Random.Percent(40);
        if ((isTold ? writer.WriteTold(asked) : writer.Write(asked, Chinese)) is not { } comment)
        {
            return null;
        }

        comment = Reworded(comment);
        if (!comment.Chinese && Random.Percent(5))
        {
            comment = comment with { Text = Typos.In(comment.Text, Random, comment.Names) };
        }

        if (new FileWriter(Material.Words, Material.Neighbours, Random, Testable).Write(solution, comment, Shape(solution)) is not { } file)
        {
            return null;
        }

        var mode = edited ? SampleMode.Edited : Random.Percent(20) ? SampleMode.Direct : SampleMode.Plan;
        return Assemble(solution, file, comment, edited ? PlanStyle.DrawPersonal(Random) : OwnStyle(), mode, asked.Pieces);
    }

    private IntentShape Shape(Solution solution)
    {
        var draw = Random.Next(100);
        if (Testable)
        {
            return IntentShape.Body;
        }

        if (!solution.IsFree || solution.ReturnType == "void")
        {
            return draw < 66 ? IntentShape.Body : draw < 82 && solution.Expression is not null ? IntentShape.Expression : draw < 90 && !solution.IsProperty ? IntentShape.Statements : IntentShape.Member;
        }

        return solution.Expression is not null
            ? draw < 50 ? IntentShape.Body : draw < 70 ? IntentShape.Expression : draw < 91 ? IntentShape.Statements : IntentShape.Member
            : draw < 62 ? IntentShape.Body : draw < 91 ? IntentShape.Statements : IntentShape.Member;
    }
}
