namespace CotAssist.Evaluation.Suites;

/// <summary>How a filled file becomes a program and when that program passes: one derived record a rule.</summary>
public abstract record TaskCheck;
