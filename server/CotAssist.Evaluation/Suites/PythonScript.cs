namespace CotAssist.Evaluation.Suites;

/// <summary>Python program; passes when it and the tests after it run to their end without an exception (HumanEval, MBPP).</summary>
/// <param name="Tests">Executed after the program, in its namespace.</param>
public sealed record PythonScript(string Tests) : TaskCheck;
