using System.Collections.Immutable;

namespace CotAssist.Curriculum.Generation;

/// <summary>Takes a pipeline apart into turns: each piece a few statements of its own, working on the result of the turn before.</summary>
public sealed class TurnWriter(Renamer renamer, Random random)
{
    /// <param name="Solution">The piece alone, for its steps and comment.</param>
    /// <param name="Subject">The name of what it works on.</param>
    /// <param name="Code">Statements that leave a named result.</param>
    /// <param name="Last">The same as the end of a method: statements that return the result.</param>
    public sealed record Turn(Solution Solution, string Subject, string Code, string Last);

    /// <summary>The method they make together is told by the last of the pair.</summary>
    public (ImmutableArray<Turn> Turns, Solution Whole) Write(ImmutableArray<PieceUse> pieces, string methodName)
    {
        var turns = ImmutableArray.CreateBuilder<Turn>();
        var subject = pieces[0].NameOf(pieces[0].Template.SubjectName);
        var parameters = new List<(string Type, string Name)> { (Composer.TypeOf(pieces[0], pieces[0].Template.SubjectName), subject) };
        var previous = pieces[0].Template.SubjectType;
        foreach (var piece in pieces)
        {
            var use = piece.With(new Dictionary<string, string> { [piece.Template.SubjectName] = subject });
            var solution = new Composer(renamer, random).Pipe([use], null, methodName, ComposerStyle.Statements);
            parameters.AddRange(solution.Parameters.Skip(1));
            var (lead, value) = solution.Straight!.Value;
            string Join(string last) => lead.Length > 0 ? lead + "\n" + last : last;

            string result;
            string code;
            if (IsLocal(value))
            {
                result = Code.WithoutMarks(value);
                code = lead;
            }
            else
            {
                result = renamer.Fresh(Composer.ResultName(use));
                code = Join(Composer.Declare(result, value, solution.ReturnType));
            }

            turns.Add(new(solution with { Steps = [.. solution.Steps.Select(s => s with { Subject = subject, SubjectType = previous, IsPiped = turns.Count > 0 })] }, subject, code, Join(Composer.Return(value))));
            subject = result;
            previous = piece.Template.Shape.ReturnType;
        }

        var first = turns[0].Solution;
        var type = Composer.ReturnTypeOf(pieces[^1]);
        var whole = first with
        {
            Pieces = pieces,
            Parameters = [.. parameters],
            ReturnType = type,
            Types = turns.Select(t => t.Solution.Types).FirstOrDefault(t => t.Length > 0) ?? "",
            Signature = $"{type} {methodName}({string.Join(", ", parameters.Select(p => $"{p.Type} {p.Name}"))})",
        };
        return (turns.ToImmutable(), whole);
    }

    private static bool IsLocal(string value) => Code.IsName(value) && Code.Marks(value).IsEmpty;
}
