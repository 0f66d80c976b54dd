namespace CotAssist.Evaluation.Sandbox;

/// <summary>What one generated program may use; crossing a line ends it.</summary>
public sealed record SandboxLimits
{
    /// <summary>Wall time from the moment the program is handed over.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wall time of each CotBench test (its README.md says two seconds).</summary>
    public TimeSpan TestTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of memory, over all its processes.</summary>
    public long Memory { get; init; } = 512L << 20;

    /// <summary>Processes and threads together.</summary>
    public int Threads { get; init; } = 64;

    /// <summary>Bytes it may print.</summary>
    public int Output { get; init; } = 1 << 20;

    /// <summary>Bytes it may write to its temporary folder.</summary>
    public long Files { get; init; } = 16L << 20;

    public static SandboxLimits Default { get; } = new();
}
