namespace CotAssist.Evaluation.Sandbox;

/// <summary>Chooses the isolation of this machine, and refuses where there is none.</summary>
public static class Sandboxes
{
    /// <exception cref="SandboxException">One sentence says what is missing.</exception>
    public static ISandbox OfThisMachine()
    {
        if (OperatingSystem.IsLinux())
            return new BubblewrapSandbox();
        if (OperatingSystem.IsWindows())
            return new JobObjectSandbox();
        throw new SandboxException("Generated programs are run only where they can be isolated, on Linux or Windows; run this there.");
    }
}
