using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>
/// Makes the sample of a number: the same seed and number give the same sample on every machine and in every order. Knows no tokens.
/// </summary>
/// <param name="testable">Only samples whose member can be called from outside and told right from wrong by tests.</param>
public sealed class SampleMaker(Material material, int seed, Split split, bool testable = false)
{
    private const int Attempts = 40;

    public Sample? Make(long number) => Make(number, draft => draft.Make());

    /// <summary>A task of several turns, which can also be asked at once.</summary>
    public Sample? MakeTurns(long number) => Make(number, draft => draft.MakeTurns());

    private Sample? Make(long number, Func<Draft, Sample?> make)
    {
        var random = new Random(unchecked((int)Chance.Hash($"{seed} {split} {number}")));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var renamer = new Renamer(material.Words, random);
            var pipes = new PipeDrawer(material, split, renamer, random);
            if (make(new Draft(material, split, testable, random, number, renamer, pipes, new PlanEdits(material, pipes, renamer, random))) is { } sample)
            {
                return sample;
            }
        }

        return null;
    }

    /// <summary>One attempt.</summary>
    private sealed class Draft(Material material, Split split, bool testable, Random random, long number, Renamer renamer, PipeDrawer pipes, PlanEdits edits)
    {
        private readonly bool _chinese = random.Percent(10);

        public Sample? Make()
        {
            if (split == Split.HeldOutOfDomain)
            {
                return Abstention();
            }

            if (split == Split.HeldQueries)
            {
                return Query();
            }

            if (split is Split.HeldCompositions or Split.HeldEdits)
            {
                return Pipe();
            }

            if (testable)
            {
                return random.Percent(40) ? Pipe() : Single();
            }

            return random.Next(100) switch
            {
                < 4 when !material.Words.OutOfDomain.IsEmpty => Abstention(),
                < 11 when split == Split.Train => Turn(),
                < 16 when split == Split.Train => Continued(),
                < 26 when split == Split.Train => Within(),
                < 34 when split == Split.Train && !material.Queries.IsEmpty => Query(),
                < 48 => Pipe() ?? Single(),
                < 63 when !material.Basics.IsEmpty => Single(random.Pick(material.Basics.AsSpan())),
                _ => Single(),
            };
        }

        private Sample? Query() => Single(random.Pick(material.Queries.AsSpan()));

        private Sample? Single() => Single(random.Pick(material.Templates.AsSpan()));

        private Sample? Single(PrimitiveTemplate template)
        {
            if (testable && !template.IsFree)
            {
                return AsWritten(template);
            }

            var use = renamer.Use(template, pipes.Variant(template, false), null);
            use = testable ? use : material.TypeChoices.Vary(use, random);
            var guard = !testable && template.IsFree && template.Shape.Parameters.Length > 0 && template.Shape.ReturnType != "void" && random.Percent(12) ? Guard(Composer.TypeOf(use, template.SubjectName), Composer.ReturnTypeOf(use)) : null;
            var solution = Composer.Single(use, guard, SingleName(use));
            if (split == Split.Train && random.Percent(12) && template.Primitive.Literals.Length > 0)
            {
                return EditedLiteral(use, solution);
            }

            return Finish(solution, solution, split == Split.Train && random.Percent(16));
        }

        /// <summary>With its own names, so that the entry's tests hold.</summary>
        private Sample? AsWritten(PrimitiveTemplate template)
        {
            if (template.Shape.Name.Length == 0 || template.Shape.Member is Microsoft.CodeAnalysis.CSharp.Syntax.IndexerDeclarationSyntax)
            {
                return null;
            }

            var use = new PieceUse(template, pipes.Variant(template, false));
            foreach (var literal in template.Primitive.Literals)
            {
                use.Names[literal.Name] = literal.First;
            }

            var solution = Composer.Single(use, null, null);
            return Finish(solution, solution, false);
        }

        private string SingleName(PieceUse use)
        {
            var template = use.Template;
            if (template.Shape.Member is not Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax || template.Shape.Member.Modifiers.Any(m => m.Text == "override"))
            {
                return use.NameOf(template.Shape.Name);
            }

            return template.Primitive.Names.IsEmpty || random.Percent(40) ? use.NameOf(template.Shape.Name) : random.Pick(template.Primitive.Names.AsSpan());
        }

        private Guard? Guard(string subjectType, string returnType)
        {
            var kind = subjectType is "string" ? "text"
                : subjectType is "int" or "long" or "double" or "decimal" ? "number"
                : Code.IsCollection(subjectType) && !subjectType.Contains("Dictionary", StringComparison.Ordinal) && !subjectType.Contains("Span", StringComparison.Ordinal) && !subjectType.Contains("][", StringComparison.Ordinal) && !subjectType.Contains(',', StringComparison.Ordinal) ? "list" : null;
            var guards = material.Words.Guards.Where(g => kind is not null && g.Subjects.Contains(kind) && (g.Throws || Code.Nothing(returnType) is not null)).ToList();
            return guards.Count == 0 ? null : random.Pick(guards);
        }

        private Sample? Pipe()
        {
            if (pipes.Draw() is not { } pieces)
            {
                return null;
            }

            var style = random.Next(100) switch { < 45 => ComposerStyle.Chain, < 80 => ComposerStyle.Statements, _ => ComposerStyle.Mixed };
            var guard = !testable && random.Percent(9) ? Guard(pieces[0].Template.SubjectType, pieces[^1].Template.Shape.ReturnType) : null;
            var name = pipes.Name(pieces);
            var composer = new Composer(renamer, random);
            if ((split == Split.HeldEdits || split == Split.Train && random.Percent(40)) && edits.Edited(pieces) is { } edited)
            {
                var changed = composer.Pipe(edited, guard, name, style);
                var asked = new Composer(new Renamer(material.Words, random), random).Pipe(pieces, guard, name, style);
                changed = changed with { Signature = asked.Signature, Parameters = asked.Parameters, Members = string.Join("\n\n", asked.Members.Length > 0 ? [asked.Members] : Array.Empty<string>()) };
                return Finish(changed, asked, true);
            }

            if (split == Split.HeldEdits)
            {
                return null;
            }

            var solution = composer.Pipe(pieces, guard, name, style);
            return Finish(solution, solution, split == Split.Train && random.Percent(4));
        }

        /// <summary>The comment says one value, the plan another: the code follows the plan.</summary>
        private Sample? EditedLiteral(PieceUse use, Solution asked)
        {
            var other = edits.OtherValues(use);
            var inSteps = use.Primitive.Literals.All(l => use.Primitive.Steps.Any(s => s.All(p => p.Contains("{" + l.Name + "}", StringComparison.Ordinal))));
            return inSteps ? Finish(Composer.Single(other, asked.Guard, asked.MethodName), asked, true) : null;
        }

        /// <summary>A method of several turns with the whole comment above it.</summary>
        public Sample? MakeTurns()
        {
            if (pipes.Draw() is not { Length: >= 3 } pieces || pieces.Any(p => p.Helper is not null || p.Template.Types.Text.Length > 0))
            {
                return null;
            }

            var name = pipes.Name(pieces);
            var turns = new TurnWriter(renamer, random).Write(pieces, name);
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
            var said = turns.Turns.Select((t, i) => new CommentWriter(random, split).WriteTurn(t.Solution.Pieces[0], t.Subject, _chinese, i == 0, i == turns.Turns.Length - 1)).ToList();
            return said.Any(c => c is null || c.Text.Contains('\n', StringComparison.Ordinal)) ? null : Finish(asked, asked, false) is { } sample ? sample with { Turns = [.. said.Select(c => c!.Text)] } : null;
        }

        /// <summary>One turn of a program that grows comment by comment.</summary>
        private Sample? Turn()
        {
            if (pipes.Draw() is not { } pieces || pieces.Any(p => p.Helper is not null))
            {
                return null;
            }

            var turns = new TurnWriter(renamer, random).Write(pieces, pipes.Name(pieces));
            var inMethod = turns.Whole.Types.Length > 0 || !turns.Whole.Parameters.All(p => Literals.Of(p.Type, random) is not null) || random.Percent(70);
            // A first turn is told from a whole task by the comment above.
            var hasAbove = inMethod && random.Percent(50);
            var at = random.Next(hasAbove ? 0 : 1, turns.Turns.Length);
            var files = new FileWriter(material.Words, material.Neighbours, random, testable);
            var comments = new List<CommentText>();
            foreach (var turn in turns.Turns[..(at + 1)])
            {
                if (new CommentWriter(random, split).WriteTurn(turn.Solution.Pieces[0], turn.Subject, _chinese, turn == turns.Turns[0], inMethod && turn == turns.Turns[^1]) is not { } comment)
                {
                    return null;
                }

                comments.Add(comment);
            }

            var earlier = turns.Turns[..at].Select((t, i) => ((string?)files.LineComment(comments[i]), t.Code)).ToList();
            var current = turns.Turns[at];
            var returns = at == turns.Turns.Length - 1 && inMethod;
            var above = hasAbove ? new CommentWriter(random, split).Write(turns.Whole, _chinese) : null;
            var file = files.Turn(turns.Whole, above, earlier, comments[at], returns ? current.Last : current.Code, inMethod);
            return AssemblePart(current.Solution, file, comments[at], returns, turns.Whole.Pieces);
        }

        /// <summary>The caret in the middle of a method: a comment in the words of one of its later steps, or of all that are left.</summary>
        private Sample? Continued()
        {
            var solution = Alone(random.Pick(material.MultiStep.AsSpan()));
            var parts = CodeParts.Of(solution.Code);
            if (solution.IsProperty || parts.Length < 2)
            {
                return null;
            }

            CommentText Said(IEnumerable<string> said) => this.Said(solution, said.SelectMany(p => Code.Marks(p)));

            var from = random.Next(1, parts.Length);
            var to = random.Percent(55) ? from + 1 : parts.Length;
            var asked = parts[from..to];
            var comment = Said(asked);
            var returns = to == parts.Length && Code.WithoutMarks(asked[^1]).StartsWith("return ", StringComparison.Ordinal);
            if (returns && !comment.Text.Contains("return", StringComparison.OrdinalIgnoreCase) && random.Percent(70))
            {
                comment = comment with { Text = comment.Text.TrimEnd('.') + random.OneOf(CommentWriter.AndReturn) };
            }

            var files = new FileWriter(material.Words, material.Neighbours, random);
            var commented = random.Percent(50);
            var earlier = parts[..from].Select(p => (commented && !Code.Marks(p).IsEmpty ? files.LineComment(Said([p])) : null, p)).ToList();
            var above = random.Percent(50) ? new CommentWriter(random, split).Write(solution, _chinese) : null;
            var file = files.Continued(solution, above, earlier, comment, string.Join('\n', asked), random.Percent(50) ? string.Join('\n', parts[to..]) : "");
            return AssemblePart(solution, file, comment, returns, solution.Pieces);
        }

        /// <summary>An entry that is not composed with others, with names and types of the sample's own.</summary>
        private Solution Alone(PrimitiveTemplate template)
        {
            var use = material.TypeChoices.Vary(renamer.Use(template, pipes.Variant(template, false), null), random);
            return Composer.Single(use, null, SingleName(use));
        }

        private CommentText Said(Solution solution, IEnumerable<int> marks) =>
            new(new PlanWriter(random).Say(solution, marks.Distinct()), false, [], [.. solution.Parameters.Select(p => p.Name)]);

        /// <summary>The caret between code that stands already, perhaps inside a loop: a comment in the words of the steps that are missing there.</summary>
        private Sample? Within()
        {
            Solution? solution = null;
            ImmutableArray<CodeHole> holes = [];
            for (var attempt = 0; attempt < Attempts && holes.IsEmpty; attempt++)
            {
                solution = random.Percent(25) ? Pipeline() : Alone(random.Pick((random.Percent(50) ? material.MultiStep : material.Templates).AsSpan()));
                holes = solution is null or { IsProperty: true } ? [] : CodeHoles.Of(solution.Code);
            }

            if (solution is null || holes.IsEmpty)
            {
                return null;
            }

            // Most holes are outside of loops.
            var looped = holes.Where(h => h.Indent.Length > 0).ToList();
            var hole = looped.Count > 0 && random.Percent(60) ? random.Pick(looped) : random.Pick(holes.AsSpan());
            var comment = solution.Steps.Length == 1 && random.Percent(60) ? new CommentWriter(random, split).Write(solution, _chinese) : Said(solution, Code.Marks(hole.Code));
            if (comment is null)
            {
                return null;
            }

            comment = Reworded(comment);
            var above = random.Percent(20) ? new CommentWriter(random, split).Write(solution, _chinese) : null;
            return AssemblePart(solution, new FileWriter(material.Words, material.Neighbours, random).Within(solution, above, comment, hole), comment, false, solution.Pieces);

            Solution? Pipeline() => pipes.Draw() is { } pieces ? new Composer(renamer, random).Pipe(pieces, null, pipes.Name(pieces), ComposerStyle.Statements) : null;
        }

        private Sample? Abstention()
        {
            var text = material.Words.OutOfDomain.Draw(random, split != Split.Train);
            var signature = random.OneOf("void Run()", "Task StartAsync()", "void Update()", "bool Execute(string input)", "string Handle(string request)", "void Initialize()", "int Main(string[] args)", "void Process()", "object Create()", "void Render()", "Task<bool> SendAsync(string message)", "void Configure()", "void DoIt()");
            if (random.Percent(50))
            {
                // What a comment asks for, not its method's parameters, tells whether it is outside.
                var template = random.Pick(material.Neighbours.AsSpan());
                signature = Composer.Single(renamer.Use(template, template.Variants[0], null), null, random.OneOf("Run", "Execute", "Process", "Handle", "Apply", "Work")).Signature;
            }

            var comment = new CommentText(random.Percent(30) ? English.Capitalized(text) : random.Percent(8) ? "TODO: " + text : text, false, [], []);
            var file = new FileWriter(material.Words, material.Neighbours, random, testable).OutOfDomain(comment, signature);
            return new Sample
            {
                Number = number, Mode = SampleMode.Abstain, Split = split, Shape = file.Shape, Before = file.Before, After = file.After, Comment = comment.Text, Chinese = false,
                Plan = null, Code = "", Finished = "", Entries = [], Wordings = [], Solution = null,
            };
        }

        /// <param name="asked">What the comment asks for.</param>
        /// <param name="solution">What plan and code say; another than <paramref name="asked"/> when a person has changed the plan.</param>
        private Sample? Finish(Solution solution, Solution asked, bool edited)
        {
            var writer = new CommentWriter(random, split);
            var isTold = split == Split.Train && !_chinese && asked is { Pieces: [{ Helper: null }], Steps.Length: > 0 and <= 6 } && random.Percent(40);
            if ((isTold ? writer.WriteTold(asked) : writer.Write(asked, _chinese)) is not { } comment)
            {
                return null;
            }

            comment = Reworded(comment);
            if (!comment.Chinese && random.Percent(5))
            {
                comment = comment with { Text = Typos.In(comment.Text, random, comment.Names) };
            }

            if (new FileWriter(material.Words, material.Neighbours, random, testable).Write(solution, comment, Shape(solution)) is not { } file)
            {
                return null;
            }

            var mode = edited ? SampleMode.Edited : random.Percent(20) ? SampleMode.Direct : SampleMode.Plan;
            return Assemble(solution, file, comment, edited ? PlanStyle.DrawPersonal(random) : OwnStyle(), mode, asked.Pieces);
        }

        /// <summary>In training only: what is held is measured in the words that were written for it.</summary>
        private CommentText Reworded(CommentText comment) =>
            split != Split.Train || comment.Chinese ? comment : comment with { Text = material.Words.Rewording.Draw(comment.Text, random, comment.Names) };

        /// <summary>A person's plan is in words that no entry has.</summary>
        private Plan Reworded(Plan plan, Solution solution)
        {
            var names = solution.Parameters.Select(p => p.Name).ToImmutableHashSet();
            return new([.. plan.Steps.Select(s => material.Words.Rewording.Exchanged(s, random, names, 40))]);
        }

        /// <summary>Suites that judge the code of given plans are not to depend on the manner in which a model was taught to write its own.</summary>
        private PlanStyle OwnStyle() => split == Split.Train ? PlanStyle.Draw(random) : PlanStyle.DrawHeld(random);

        /// <summary>A part of a method's body. Its plan, unlike one of a whole body, has to say whether the code ends the method.</summary>
        private Sample? AssemblePart(Solution solution, FileText file, CommentText comment, bool returns, ImmutableArray<PieceUse> pieces)
        {
            if (Assemble(solution, file, comment, OwnStyle(), random.Percent(50) ? SampleMode.Direct : SampleMode.Turn, pieces) is not { Plan: { } plan } sample)
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

        private Sample? Assemble(Solution solution, FileText file, CommentText comment, PlanStyle style, SampleMode mode, ImmutableArray<PieceUse> pieces)
        {
            var order = file.IsExpression ? PlanOrder.Of(file.Code, true) : file.Shape == IntentShape.Member ? PlanOrder.OfMember(file.Code) : PlanOrder.Of(file.Code, false);
            if (new PlanWriter(random).Write(solution, file.Code, order, style) is not var (plan, code))
            {
                return null;
            }

            return new Sample
            {
                Number = number, Mode = mode, Split = split, Shape = file.Shape, Before = file.Before, After = file.After, Comment = comment.Text, Chinese = comment.Chinese,
                Plan = split == Split.Train && mode == SampleMode.Edited && random.Percent(50) ? Reworded(plan, solution) : plan, Code = code, Finished = file.Finished, Entries = [.. pieces.Select(p => p.Id)], Wordings = comment.Wordings, Solution = solution,
                Traced = mode != SampleMode.Direct && random.Percent(70),
            };
        }

        private IntentShape Shape(Solution solution)
        {
            var draw = random.Next(100);
            if (testable)
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
}
