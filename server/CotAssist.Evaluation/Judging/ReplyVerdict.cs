using System.Collections.Immutable;
using CotAssist.Evaluation.Sandbox;

namespace CotAssist.Evaluation.Judging;

/// <summary>What a worker's reply, or its lack, says about the program; the same for every language.</summary>
internal static class ReplyVerdict
{
    /// <param name="tests">One for each letter of the reply; empty where the program is one test.</param>
    public static Verdict Of(RunOutcome outcome, ImmutableArray<string> tests)
    {
        var (kind, detail, letters) = outcome.End == RunEnd.Replied ? OfReply(outcome.Reply, tests) : (OfEnd(outcome), Detail(outcome), "");
        return new Verdict(kind, detail, letters) { Run = outcome.Elapsed, Output = outcome.Output };
    }

    private static (VerdictKind, string Detail, string Letters) OfReply(string reply, ImmutableArray<string> tests)
    {
        var (letters, failure) = reply.Split('\n', 2) is [var first, var rest] ? (first, rest) : (reply, "");
        var failing = letters.AsSpan().IndexOfAnyExcept(TestLetter.Passed);
        if (letters.Length == 0 || failing < 0)
            return (letters.Length == 0 ? VerdictKind.Crashed : VerdictKind.Passed, "", tests.IsEmpty ? "" : letters);
        var kind = letters[failing] switch
        {
            TestLetter.Threw => VerdictKind.Exception,
            TestLetter.OutOfTime => VerdictKind.TimeLimit,
            _ => VerdictKind.TestFailed,
        };
        return tests.IsEmpty ? (kind, failure, "") : (kind, $"{tests[failing]} {failure}".TrimEnd(), letters);
    }

    private static VerdictKind OfEnd(RunOutcome outcome) => outcome.End switch
    {
        RunEnd.NoReply => AssertionFailed(outcome) ? VerdictKind.TestFailed : VerdictKind.Crashed,
        RunEnd.Forged => VerdictKind.Forged,
        RunEnd.TimeLimit => VerdictKind.TimeLimit,
        RunEnd.MemoryLimit => VerdictKind.MemoryLimit,
        RunEnd.ThreadLimit => VerdictKind.ThreadLimit,
        RunEnd.OutputLimit => VerdictKind.OutputLimit,
        _ => throw new InvalidOperationException($"{outcome.End} is no end without a reply."),
    };

    private static string Detail(RunOutcome outcome) => outcome.End switch
    {
        RunEnd.NoReply => AssertionFailed(outcome) ? "an assertion failed" : "the process ended before its tests did",
        RunEnd.Forged => "something else than the worker wrote a reply",
        RunEnd.TimeLimit => "the program did not end in time",
        RunEnd.MemoryLimit => "the program used too much memory",
        RunEnd.ThreadLimit => "the program started too many threads or processes",
        _ => "the program printed too much",
    };

    /// <summary>The stand-in for Debug (Debug.csx) ends the process with these words; both ways the program has failed.</summary>
    private static bool AssertionFailed(RunOutcome outcome) => outcome.Output.Contains("Assertion failed.", StringComparison.Ordinal);
}
