namespace CotAssist.Synthesis;

/// <summary>What kind of code a comment asks for.</summary>
public enum IntentShape
{
    /// <summary>The whole body of the member that the comment stands above.</summary>
    Body,

    /// <summary>Statements below a comment inside a body (or a top-level program).</summary>
    Statements,

    /// <summary>An expression: behind <c>=&gt;</c>, or the rest of a started statement such as <c>var x = </c>.</summary>
    Expression,

    /// <summary>A whole member, where a comment stands in a type with no member below it.</summary>
    Member,
}
