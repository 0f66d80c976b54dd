namespace CotAssist.Evaluation;

/// <summary>What became of one try.</summary>
public enum VerdictKind
{
    Passed,

    /// <summary>The product would not have shown the code: no intent found, no plan, or code that does not parse or bind.</summary>
    NotShown,

    CompileError,

    /// <summary>A test was false, an assertion failed, or a value differed.</summary>
    TestFailed,

    /// <summary>An exception left a test.</summary>
    Exception,

    /// <summary>The process ended before its tests did.</summary>
    Crashed,

    TimeLimit,
    MemoryLimit,
    ThreadLimit,
    OutputLimit,

    /// <summary>Something pretended to be a reply.</summary>
    Forged,
}
