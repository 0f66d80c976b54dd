namespace CotAssist.Evaluation.Suites;

/// <summary>What a task is written in.</summary>
public enum TaskLanguage
{
    CSharp,
    Python,
}
