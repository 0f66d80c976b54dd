namespace CotAssist.Evaluation.Sandbox;

/// <summary>Watches one confined worker and ends it with all that it started.</summary>
public interface ISandboxGuard : IDisposable
{
    /// <summary>The limit that the worker has crossed by now; null when none.</summary>
    RunEnd? Crossed();

    /// <summary>Ends the worker and everything it started, at once.</summary>
    void Kill();
}
