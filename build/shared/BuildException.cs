namespace CotAssist.Build;

/// <summary>Something the developer has to know or do; its message is all that is shown.</summary>
public sealed class BuildException(string message) : Exception(message);
