namespace CotAssist.Evaluation.Sandbox;

/// <summary>How the run of one worker ended.</summary>
public enum RunEnd
{
    /// <summary>It replied, and the reply carried the nonce.</summary>
    Replied,

    /// <summary>It ended, or closed its reply, without one.</summary>
    NoReply,

    /// <summary>Something was written where the reply belongs that did not carry the nonce.</summary>
    Forged,

    TimeLimit,
    MemoryLimit,
    ThreadLimit,
    OutputLimit,
}
