namespace CotAssist.Evaluation.Sandbox;

/// <summary>One test's result, as a worker's reply spells it.</summary>
internal static class TestLetter
{
    public const char Passed = 'P';
    public const char Failed = 'F';
    public const char Threw = 'X';
    public const char OutOfTime = 'T';
    public const char NotRun = '-';
}
