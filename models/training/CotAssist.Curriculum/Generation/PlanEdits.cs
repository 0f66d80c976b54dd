using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;

namespace CotAssist.Curriculum.Generation;

/// <summary>What a person might change in a plan. Never makes a pair of steps that is only ever tested.</summary>
internal sealed class PlanEdits(Material material, PipeDrawer pipes, Renamer renamer, Random random)
{
    /// <summary>The pieces after a person has changed the plan: one dropped, added, moved, or another value in it. Null when nothing fits.</summary>
    public ImmutableArray<PieceUse>? Edited(ImmutableArray<PieceUse> pieces)
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            ImmutableArray<PieceUse> edited = pieces;
            switch (random.Next(4))
            {
                case 0:
                    edited = pieces.RemoveAt(random.Next(pieces.Length));
                    break;
                case 1:
                    var i = random.Next(pieces.Length - 1);
                    edited = pieces.SetItem(i, pieces[i + 1]).SetItem(i + 1, pieces[i]);
                    break;
                case 2:
                    var added = random.Pick(material.Composable.AsSpan());
                    if (added.Shape.Parameters.Length > 1 || added.Types.Text.Length > 0 || pieces.Any(p => p.Template == added))
                    {
                        continue;
                    }

                    edited = pieces.Insert(random.Next(pieces.Length + 1), renamer.Use(added, pipes.Variant(added, true), pieces[0].NameOf(pieces[0].Template.SubjectName)));
                    break;
                default:
                    var at = random.Next(pieces.Length);
                    if (pieces[at].Primitive.Literals.IsEmpty || pieces[at].Helper is not null)
                    {
                        continue;
                    }

                    edited = pieces.SetItem(at, OtherValues(pieces[at]));
                    break;
            }

            if (edited.Length > 0 && !edited.Any(p => p.Helper is not null) && Fits(pieces, edited))
            {
                return edited.SetItem(0, edited[0].With(new Dictionary<string, string> { [edited[0].Template.SubjectName] = pieces[0].NameOf(pieces[0].Template.SubjectName) }));
            }
        }

        return null;
    }

    /// <summary>The piece with other values for its literals.</summary>
    public PieceUse OtherValues(PieceUse piece) => piece.With(piece.Primitive.Literals.ToDictionary(l => l.Name, l =>
    {
        for (var i = 0; i < 10; i++)
        {
            if (renamer.Value(l) is var value && value != piece.NameOf(l.Name))
            {
                return value;
            }
        }

        return piece.NameOf(l.Name);
    }));

    private bool Fits(ImmutableArray<PieceUse> original, ImmutableArray<PieceUse> edited)
    {
        if (edited[0].Template.SubjectType != original[0].Template.SubjectType || edited[^1].Template.Shape.ReturnType != original[^1].Template.Shape.ReturnType)
        {
            return false;
        }

        for (var i = 1; i < edited.Length; i++)
        {
            if (!material.Following(edited[i - 1].Template.Shape.ReturnType).Contains(edited[i].Template) || Held.IsHeldPair(edited[i - 1].Id, edited[i].Id))
            {
                return false;
            }
        }

        return true;
    }
}
