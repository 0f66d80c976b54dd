using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Generation;

/// <summary>
/// Makes the sample of a number: the same seed and number give the same sample on every machine and in every order. Knows no tokens.
/// </summary>
/// <param name="testable">Only samples whose member can be called from outside and told right from wrong by tests.</param>
public sealed class SampleMaker(Material material, int seed, Split split, bool testable = false)
{
    private const int Attempts = 40;

    public Sample? Make(long number) => Make(number, Drawn);

    /// <summary>A task of several turns, which can also be asked at once.</summary>
    public Sample? MakeTurns(long number) => Make(number, drawing => new WholeSamples(drawing).Turns());

    private Sample? Make(long number, Func<SampleDrawing, Sample?> make)
    {
        var random = new Random(unchecked((int)Chance.Hash($"{seed} {split} {number}")));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var renamer = new Renamer(material.Words, random);
            var pipes = new PipeDrawer(material, split, renamer, random);
            if (make(new(material, split, testable, random, number, renamer, pipes, random.Percent(10))) is { } sample)
            {
                return sample;
            }
        }

        return null;
    }

    /// <summary>One of the kinds of sample that the split has; null when what was drawn does not fit together.</summary>
    private Sample? Drawn(SampleDrawing drawing)
    {
        var (wholes, parts, random) = (new WholeSamples(drawing), new PartSamples(drawing), drawing.Random);
        switch (split)
        {
            case Split.HeldOutOfDomain:
                return wholes.Abstention();
            case Split.HeldQueries:
                return wholes.Single(material.Queries);
            case Split.HeldProcedures:
                return wholes.Single(material.Procedures);
            case Split.HeldCompositions or Split.HeldEdits:
                return wholes.Pipe();
        }

        if (testable)
        {
            return random.Percent(40) ? wholes.Pipe() : wholes.Single(material.Templates);
        }

        return random.Next(100) switch
        {
            < 4 when !material.Words.OutOfDomain.IsEmpty => wholes.Abstention(),
            < 11 when split == Split.Train => parts.Turn(),
            < 16 when split == Split.Train => parts.Continued(),
            < 31 when split == Split.Train => parts.Within(),
            < 38 when split == Split.Train && !material.Queries.IsEmpty => wholes.Single(material.Queries),
            < 51 when split == Split.Train && !material.Procedures.IsEmpty => wholes.Single(material.Procedures),
            < 61 => wholes.Pipe() ?? wholes.Single(material.Templates),
            < 75 when !material.Basics.IsEmpty => wholes.Single(material.Basics),
            _ => wholes.Single(material.Templates),
        };
    }
}
