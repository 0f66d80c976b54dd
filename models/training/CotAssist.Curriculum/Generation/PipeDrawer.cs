using System.Collections.Immutable;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;

namespace CotAssist.Curriculum.Generation;

/// <summary>Draws pieces that can follow one another, each working on what the one before it gives. Knows no comment and no file.</summary>
internal sealed class PipeDrawer(Material material, Split split, Renamer renamer, Random random)
{
    /// <summary>Null when too few fit.</summary>
    public ImmutableArray<PieceUse>? Draw()
    {
        if (material.Composable.IsEmpty)
        {
            return null;
        }

        var length = random.Next(100) switch { < 42 => 2, < 72 => 3, < 86 => 4, < 93 => 5, < 97 => 6, _ => 7 };
        var held = split == Split.HeldCompositions;
        var start = random.Pick(material.Composable.AsSpan());
        var templates = new List<PrimitiveTemplate> { start };
        var hasHeldPair = false;
        while (templates.Count < length)
        {
            var last = templates[^1];
            var options = material.Following(last.Shape.ReturnType)
                .Where(t => !templates.Contains(t) && SameTypes(templates, t) && (split != Split.Train || !Held.IsHeldPair(last.Id, t.Id))).ToList();
            var heldOptions = held && !hasHeldPair ? options.Where(t => Held.IsHeldPair(last.Id, t.Id)).ToList() : [];
            if (options.Count == 0)
            {
                break;
            }

            var next = random.Pick(heldOptions.Count > 0 ? heldOptions : options);

            // Ends such as sums come soon enough by themselves: prefer what can go on.
            if (templates.Count + 1 < length && !material.Following(next.Shape.ReturnType).Skip(3).Any())
            {
                next = random.Pick(heldOptions.Count > 0 ? heldOptions : options);
            }

            hasHeldPair |= Held.IsHeldPair(last.Id, next.Id);
            templates.Add(next);
        }

        if (templates.Count < 2 || held && !hasHeldPair)
        {
            return null;
        }

        var uses = ImmutableArray.CreateBuilder<PieceUse>();
        var helper = random.Percent(14) ? random.Next(templates.Count) : -1;
        string? subject = null;
        for (var i = 0; i < templates.Count; i++)
        {
            var isHelper = i == helper && templates[i].Types.Text.Length == 0;
            var use = renamer.Use(templates[i], Variant(templates[i], !isHelper), subject);
            if (isHelper)
            {
                use.Helper = templates[i].Primitive.Names.IsEmpty || random.Percent(50) ? templates[i].Shape.Name : random.Pick(templates[i].Primitive.Names.AsSpan());
            }

            subject ??= use.NameOf(templates[0].SubjectName);
            uses.Add(use);
        }

        // Types declared by several pieces are the same types: they take the same names.
        var typed = uses.Where(u => u.Template.Types.Text.Length > 0).ToList();
        foreach (var use in typed.Skip(1))
        {
            foreach (var name in use.Template.Types.Slots.Select(s => s.Name).Distinct())
            {
                use.Names.Remove(name);
                if (typed[0].Names.TryGetValue(name, out var chosen))
                {
                    use.Names[name] = chosen;
                }
            }
        }

        return uses.ToImmutable();
    }

    private static bool SameTypes(List<PrimitiveTemplate> templates, PrimitiveTemplate next) =>
        next.Types.Text.Length == 0 || templates.All(t => t.Types.Text.Length == 0 || t.Types.Text == next.Types.Text);

    /// <summary>For the method that does it all.</summary>
    public string Name(ImmutableArray<PieceUse> pieces)
    {
        string Own(PieceUse p) => p.Primitive.Names.IsEmpty || random.Percent(50) ? p.Template.Shape.Name : random.Pick(p.Primitive.Names.AsSpan());

        var name = random.Next(10) switch
        {
            < 3 => Own(pieces[^1]),
            < 5 when pieces.Length <= 3 => string.Concat(pieces.Select((p, i) => i == pieces.Length - 1 ? (pieces.Length > 1 ? "And" : "") + Own(p) : Own(p))),
            < 6 => Own(pieces[0]) + "Then" + Own(pieces[^1]),
            _ => random.OneOf("Process", "Compute", "GetResult", "Run", "Transform", "Evaluate", "Calculate", "Prepare", "Summarize", "Analyze", "Convert", "Solve", "Build", "Collect", "Extract", "Reduce", "Clean", "Select", "Query", "Refine"),
        };
        return pieces.Any(p => p.Helper == name) ? name + "All" : name;
    }

    /// <summary>Half of the time the first.</summary>
    /// <param name="straight">One that can be inlined.</param>
    public VariantTemplate Variant(PrimitiveTemplate template, bool straight)
    {
        var variants = straight ? template.Variants.Where(v => v.IsStraight && !v.CallsItself).ToList() : [.. template.Variants];
        return random.Percent(65) ? variants[0] : random.Pick(variants);
    }
}
