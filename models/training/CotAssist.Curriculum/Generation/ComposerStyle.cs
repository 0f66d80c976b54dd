namespace CotAssist.Curriculum.Generation;

/// <summary>How the steps of a pipeline stand in the code.</summary>
public enum ComposerStyle
{
    /// <summary>One expression as far as it goes.</summary>
    Chain,

    /// <summary>Each step a statement with a named result.</summary>
    Statements,

    /// <summary>Some of both.</summary>
    Mixed,
}
