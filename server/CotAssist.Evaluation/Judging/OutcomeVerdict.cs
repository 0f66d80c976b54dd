using CotAssist.Evaluation.Sandbox;

namespace CotAssist.Evaluation.Judging;

/// <summary>The verdict on a worker that did not reply; the same for every language.</summary>
internal static class OutcomeVerdict
{
    public static Verdict? WithoutReply(RunOutcome outcome)
    {
        var (kind, detail) = outcome.End switch
        {
            RunEnd.Replied => (VerdictKind.Passed, ""),
            RunEnd.NoReply when outcome.Output.Contains("Assertion failed.", StringComparison.Ordinal) => (VerdictKind.TestFailed, "an assertion failed"),
            RunEnd.NoReply => (VerdictKind.Crashed, "the process ended before its tests did"),
            RunEnd.Forged => (VerdictKind.Forged, "something else than the worker wrote a reply"),
            RunEnd.TimeLimit => (VerdictKind.TimeLimit, "the program did not end in time"),
            RunEnd.MemoryLimit => (VerdictKind.MemoryLimit, "the program used too much memory"),
            RunEnd.ThreadLimit => (VerdictKind.ThreadLimit, "the program started too many threads or processes"),
            RunEnd.OutputLimit => (VerdictKind.OutputLimit, "the program printed too much"),
            _ => throw new InvalidOperationException($"{outcome.End} is no end of a run."),
        };
        return outcome.End == RunEnd.Replied ? null : new Verdict(kind, detail) { Run = outcome.Elapsed, Output = outcome.Output };
    }
}
