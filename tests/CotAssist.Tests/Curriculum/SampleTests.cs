using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Output;
using CotAssist.Curriculum.Running;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Tests.Curriculum;

/// <summary>What every sample promises, held on a small seeded set of the real material.</summary>
public sealed class SampleTests
{
    private const int Count = 600;

    private static readonly Lazy<(List<(Sample Sample, SampleText Text)> Samples, Yield Yield)> Train = new(() =>
    {
        var source = new SampleSource(TeacherMaterial.Material, seed: 5, Split.Train);
        return (source.Take(Count).ToList(), source.Yield);
    });

    [Fact]
    public void Nearly_every_sample_that_is_drawn_is_sound()
    {
        var (samples, yield) = Train.Value;

        Assert.Equal(Count, samples.Count);
        Assert.InRange(yield.Dropped, 0, Count / 25);
    }

    [Fact]
    public void Every_finished_file_parses_and_binds()
    {
        var binder = new SampleBinder();

        Assert.All(Train.Value.Samples.Where(s => s.Sample.Mode != SampleMode.Abstain), s => Assert.Null(binder.Error(s.Sample.Finished)));
    }

    [Fact]
    public void The_product_reads_the_comment_that_was_written() =>
        Assert.All(Train.Value.Samples.Where(s => s.Sample.Wordings.Length > 0 || s.Sample.Mode is SampleMode.Plan or SampleMode.Direct or SampleMode.Edited), s =>
        {
            var tree = CSharpSyntaxTree.ParseText(s.Sample.Before + s.Sample.After);
            var read = IntentFinder.FindAt(tree, s.Sample.Before.Length, default)!.Comment;
            Assert.Contains(Squeezed(s.Sample.Comment.Replace("TODO: ", "", StringComparison.OrdinalIgnoreCase)), Squeezed(read.Replace("TODO: ", "", StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
        });

    /// <summary>A comment that only hints at its task has to be learnt by heart; one that spells it out can be read.</summary>
    [Fact]
    public void A_comment_that_says_how_holds_every_step_in_some_phrase()
    {
        var random = new Random(3);
        var told = TeacherMaterial.Material.MultiStep.Take(200)
            .Select(t => (Entry: t.Primitive, Comment: new CommentWriter(random, Split.Train).WriteTold(Composer.Single(new PieceUse(t, t.Variants[0]), null, null))))
            .Where(c => c.Comment is { Wordings.IsEmpty: true }).ToList();

        Assert.NotEmpty(told);
        Assert.All(told, c => Assert.All(c.Entry.Steps, step => Assert.Contains(step, phrase => Words(phrase).Skip(1).All(Words(c.Comment!.Text).Contains))));

        static List<string> Words(string text) => [.. System.Text.RegularExpressions.Regex.Matches(System.Text.RegularExpressions.Regex.Replace(text, @"\{[^}]*\}\w*", " "), "[A-Za-z]+").Select(m => m.Value.ToLowerInvariant())];
    }

    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        var again = new SampleSource(TeacherMaterial.Material, seed: 5, Split.Train).Take(60).Select(s => s.Sample.Before + s.Sample.Plan + s.Sample.Code);

        Assert.Equal(Train.Value.Samples.Take(60).Select(s => s.Sample.Before + s.Sample.Plan + s.Sample.Code), again);
    }

    [Fact]
    public void Held_wordings_are_never_trained_on()
    {
        var held = TeacherMaterial.Material.Templates.Concat(TeacherMaterial.Material.Queries)
            .SelectMany(t => t.Primitive.Wordings.Where(w => Held.IsHeld(t.Id, w)).Select(w => $"{t.Id}: {w.Text}")).ToHashSet();

        Assert.NotEmpty(held);
        Assert.DoesNotContain(Train.Value.Samples.SelectMany(s => s.Sample.Wordings), held.Contains);
        Assert.All(new SampleSource(TeacherMaterial.Material, 5, Split.HeldWordings).Take(60).Where(s => s.Sample.Mode != SampleMode.Abstain), s => Assert.All(s.Sample.Wordings, w => Assert.Contains(w, held)));
    }

    [Fact]
    public void Held_compositions_are_never_trained_on()
    {
        Assert.DoesNotContain(Train.Value.Samples, s => HasHeldPair(s.Sample));
        Assert.All(new SampleSource(TeacherMaterial.Material, 5, Split.HeldCompositions).Take(60), s => Assert.True(HasHeldPair(s.Sample)));

        static bool HasHeldPair(Sample sample) => sample.Entries.Zip(sample.Entries.Skip(1)).Any(p => Held.IsHeldPair(p.First, p.Second));
    }

    [Fact]
    public void What_has_to_be_refused_was_never_refused_in_training()
    {
        var trained = new SampleSource(TeacherMaterial.Material, 5, Split.Train).Take(2000).Where(s => s.Sample.Mode == SampleMode.Abstain).Select(s => Bare(s.Sample.Comment)).ToHashSet();
        var held = HeldTasks.OutOfDomain(TeacherMaterial.Material, seed: 5, count: 50).ToList();

        Assert.Equal(50, held.Count);
        Assert.NotEmpty(trained);
        Assert.DoesNotContain(held, record => trained.Contains(Bare(record.Comment)));

        static string Bare(string comment) => comment.Replace("TODO: ", "", StringComparison.OrdinalIgnoreCase).ToUpperInvariant();
    }

    [Fact]
    public void A_guard_that_throws_throws()
    {
        var throwing = TeacherMaterial.Material.Words.Guards.Where(g => g.Throws).ToList();

        Assert.NotEmpty(throwing);
        Assert.All(throwing, g => Assert.Matches(g.Condition is null ? @"^\w+\.ThrowIf\w+\(" : @"^throw new \w+\(", g.Action!));
    }

    [Fact]
    public void Code_runs_like_the_composition_of_its_entries()
    {
        var solutions = new SampleSource(TeacherMaterial.Material, seed: 5, Split.HeldCompositions).Take(240).Select(s => s.Sample.Solution!).Where(ReferenceSource.CanRun).Take(40).ToList();
        var outcomes = SolutionRunner.Run(solutions);

        Assert.All(outcomes.OfType<SolutionRunner.Outcome>(), o => Assert.Null(o.Mismatch));
        Assert.InRange(outcomes.Count(o => o is not null), 30, solutions.Count); // inputs cannot be made for every type
    }

    [Fact]
    public void Running_notices_code_that_does_something_else()
    {
        var sound = Train.Value.Samples.Select(s => s.Sample.Solution).First(s => s is { Pieces.Length: 1, Guard: null, ReturnType: "int" } && SolutionRunner.Run([s])[0] is not null)!;

        Assert.NotNull(SolutionRunner.Run([sound with { Code = "return -12345;" }])[0]!.Mismatch);
    }

    /// <summary>The order of execution, which is not that of the text where one call stands inside another.</summary>
    [Fact]
    public void Plans_are_numbered_in_the_order_in_which_the_code_runs() =>
        Assert.All(Train.Value.Samples.Select(s => s.Sample).Where(s => s.Traced), s => Assert.Equal(
            Enumerable.Range(1, s.Plan!.Steps.Length),
            s.Shape == IntentShape.Member ? PlanOrder.OfMember(s.Code) : PlanOrder.Of(s.Code, s.Shape == IntentShape.Expression)));

    /// <summary>The product asks the starter for marked code after every plan, so no kind of plan may go without it.</summary>
    [Theory]
    [InlineData(SampleMode.Plan), InlineData(SampleMode.Turn), InlineData(SampleMode.Edited)]
    public void Most_code_after_a_plan_carries_step_markers(SampleMode mode)
    {
        var samples = Train.Value.Samples.Where(s => s.Sample.Mode == mode).ToList();

        Assert.InRange(samples.Count(s => s.Text.Prompt.Concat(s.Text.Completion).Contains(new PromptPart(Markers.TracedCode, true))), samples.Count / 2 + 1, samples.Count - 1);
    }

    [Fact]
    public void No_step_of_the_code_is_missing_in_the_plan() =>
        Assert.All(Train.Value.Samples.Where(s => s.Sample.Solution is not null), s =>
        {
            var code = s.Sample.Solution!.Code;
            Assert.Equal(Code.Marks(code).Distinct().Order(), PlanOrder.Of(code, isExpression: false).Order());
        });

    [Fact]
    public void Code_follows_a_plan_that_was_changed()
    {
        var edited = Train.Value.Samples.Where(s => s.Sample.Mode == SampleMode.Edited).ToList();

        Assert.NotEmpty(edited);
        Assert.All(edited, s =>
        {
            Assert.Contains(new PromptPart(Markers.Plan, true), s.Text.Prompt);
            Assert.Contains(s.Text.Prompt, p => p.Text == s.Sample.Plan!.ToString());
            Assert.DoesNotContain(new PromptPart(Markers.Plan, true), s.Text.Completion);

            // Plan and code tell the same pieces: every step has its mark in the code.
            Assert.Equal(s.Sample.Plan!.Steps.Length, Code.Marks(s.Sample.Code).Distinct().Count());
        });
    }

    [Fact]
    public void A_sample_that_begins_in_the_middle_asks_for_what_comes_next()
    {
        var begun = Train.Value.Samples.Select(s => s.Sample).Where(s => s is { Mode: SampleMode.Turn, Entries.Length: 1 }).ToList();

        Assert.Contains(begun, HasFirstPart);
        Assert.All(begun.Where(HasFirstPart), s =>
        {
            var parts = CodeParts.Of(s.Solution!.Code);
            Assert.True(parts.Length > 1);
            Assert.Contains(Squeezed(Code.WithoutMarks(s.Code)), Squeezed(Code.WithoutMarks(string.Concat(parts[1..]))), StringComparison.Ordinal);
        });
        Assert.Contains(begun, s => s.After.Contains("return", StringComparison.Ordinal));
        Assert.All(begun, s =>
        {
            // Somewhere else, and never the whole body: its code is the solution's, and some of that stands around the caret.
            var whole = Squeezed(Code.WithoutMarks(s.Solution!.Code));
            var asked = Squeezed(Code.WithoutMarks(s.Code));
            Assert.Contains(asked, whole, StringComparison.Ordinal);
            Assert.True(asked.Length < whole.Length);
            var first = Squeezed(Code.WithoutMarks(CodeParts.Of(s.Solution.Code)[0]).Split('\n')[0]);
            Assert.Contains(first, Squeezed(s.Before) + asked + Squeezed(s.After), StringComparison.Ordinal);
        });

        static bool HasFirstPart(Sample sample) => Squeezed(sample.Before).Contains(Squeezed(Code.WithoutMarks(CodeParts.Of(sample.Solution!.Code)[0])), StringComparison.Ordinal);
    }

    /// <summary>Otherwise the model returns in the middle what a later turn should go on with.</summary>
    [Fact]
    public void Only_the_last_turn_says_that_it_returns()
    {
        var turns = Train.Value.Samples.Select(s => s.Sample).Where(s => s is { Mode: SampleMode.Turn, Entries.Length: > 1 }).ToList();
        var lasts = turns.Where(s => Code.WithoutMarks(s.Code).Split('\n').Any(line => line.StartsWith("return ", StringComparison.Ordinal))).ToList();

        Assert.Contains(lasts, s => s.Comment.Contains("return", StringComparison.OrdinalIgnoreCase));
        Assert.All(lasts, s => Assert.Contains("return", s.Plan!.Steps[^1], StringComparison.OrdinalIgnoreCase));
        Assert.All(turns.Except(lasts), s => Assert.DoesNotContain("return", s.Plan!.Steps[^1], StringComparison.OrdinalIgnoreCase));
        Assert.All(turns.Except(lasts), s => Assert.DoesNotContain("return", s.Comment, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(turns.Except(lasts), s => s.Before.TrimEnd().EndsWith(s.Comment, StringComparison.Ordinal) && s.Before.Contains("{\n        // " + s.Comment, StringComparison.Ordinal));
    }

    [Fact]
    public void A_body_comes_apart_where_a_step_begins_a_statement() =>
        Assert.Equal(
            ["/*§1*/if (n < 0)\n    return 0;", "/*§2,3*/var sum = 0;\nfor (var i = 0; i < n; i++)\n    /*§4*/sum += i;", "/*§5*/return sum;"],
            CodeParts.Of("/*§1*/if (n < 0)\n    return 0;\n/*§2,3*/var sum = 0;\nfor (var i = 0; i < n; i++)\n    /*§4*/sum += i;\n/*§5*/return sum;").ToArray());

    [Fact]
    public void A_completion_is_what_the_product_expects_after_its_prompt() =>
        Assert.All(Train.Value.Samples, s =>
        {
            Assert.Equal(Markers.End, s.Text.Completion[^1].Text);
            switch (s.Sample.Mode)
            {
                case SampleMode.Plan or SampleMode.Turn:
                    Assert.Equal(Markers.Plan, s.Text.Prompt[^1].Text);
                    Assert.Equal(s.Sample.Plan, Plan.Parse(s.Text.Completion[0].Text));
                    Assert.Equal(s.Sample.Traced ? Markers.TracedCode : Markers.Code, s.Text.Completion[1].Text);
                    break;
                case SampleMode.Abstain:
                    Assert.Equal(Plan.OutOfDomain, s.Text.Completion[0].Text);
                    break;
                default:
                    Assert.Equal(s.Sample.Traced ? Markers.TracedCode : Markers.Code, s.Text.Prompt[^1].Text);
                    break;
            }
        });

    [Fact]
    public void Held_tasks_have_tests_that_their_reference_passes()
    {
        var tasks = new HeldTasks(TeacherMaterial.Material, 3, Split.HeldCompositions).Take(8, turns: false).ToList();
        var turns = new HeldTasks(TeacherMaterial.Material, 3, Split.HeldCompositions).Take(4, turns: true).ToList();

        Assert.Equal(8, tasks.Count);
        Assert.All(tasks.Concat(turns), task => Assert.True(task.Tests.Length >= 2));
        Assert.All(turns, task => Assert.InRange(task.Turns!.Value.Length, 3, 7));
    }

    private static string Squeezed(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
