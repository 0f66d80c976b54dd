namespace CotAssist.Evaluation;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Doing">"checking references", "no-plan cs-t1-0010".</param>
public sealed record EvaluationProgress(string Doing, int Done, int Total, int Passed, TimeSpan Elapsed)
{
    /// <summary>At the pace so far; null before there is one.</summary>
    public TimeSpan? Left => Done == 0 ? null : Elapsed / Done * (Total - Done);
}
