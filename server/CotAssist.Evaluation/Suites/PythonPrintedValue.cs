namespace CotAssist.Evaluation.Suites;

/// <summary>Python program; passes when the first argument of its last print equals the expected value (MTPB, mtpb_exec.py).</summary>
/// <param name="ExpectedJson">The expected value.</param>
public sealed record PythonPrintedValue(string ExpectedJson) : TaskCheck;
