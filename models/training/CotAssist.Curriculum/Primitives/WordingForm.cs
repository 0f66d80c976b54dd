namespace CotAssist.Curriculum.Primitives;

/// <summary>What a wording is, grammatically: that decides how it may be joined with others.</summary>
public enum WordingForm
{
    /// <summary>An imperative clause ("keep only the even ones").</summary>
    Clause,

    /// <summary>A noun phrase for the result, holding its subject in braces ("the even {numbers}").</summary>
    NounPhrase,

    /// <summary>A whole comment, taken as it stands.</summary>
    Whole,
}
