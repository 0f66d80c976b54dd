using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Generation;

/// <summary>What a sample is for. A hash decides which wordings and which pairs of primitives are only ever tested.</summary>
public enum Split
{
    Train,

    /// <summary>Every comment uses wordings that training never shows.</summary>
    HeldWordings,

    /// <summary>Every pipeline holds a pair of steps that training never shows one after the other.</summary>
    HeldCompositions,

    /// <summary>Queries over entities, or of conditions and outcomes together, that training never shows.</summary>
    HeldQueries,

    /// <summary>Procedures over records, or of parts together, that training never shows.</summary>
    HeldProcedures,

    /// <summary>A person has changed the plan: the comment asks for one pipeline, plan and code are another.</summary>
    HeldEdits,

    /// <summary>Comments outside of the domain that training never shows.</summary>
    HeldOutOfDomain,
}

/// <summary>The hash behind <see cref="Split"/>.</summary>
public static class Held
{
    private const uint WordingPercent = 12, PairPercent = 10;

    public static bool IsHeld(string primitive, Wording wording) =>
        Chance.Hash(primitive + "\n" + wording.Text) % 100 < WordingPercent;

    public static bool IsHeldPair(string first, string second) =>
        Chance.Hash(first + " > " + second) % 100 < PairPercent;
}
