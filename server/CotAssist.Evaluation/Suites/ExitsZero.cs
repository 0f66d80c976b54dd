namespace CotAssist.Evaluation.Suites;

/// <summary>
/// C# program with a Main; passes when Main comes back normally with 0 and no Debug.Assert fails (MultiPL-E, mxeval, McEval).
/// </summary>
/// <param name="Ending">What stands in the program instead of the task's After: closing braces and the tests.</param>
/// <param name="ImplicitUsings">Compiled as a console project with ImplicitUsings.</param>
public sealed record ExitsZero(string Ending, bool ImplicitUsings) : TaskCheck;
