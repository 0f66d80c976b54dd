namespace CotAssist.Evaluation.Suites;

/// <summary>The comment is not what the model was made for; passes when the model says so instead of a plan.</summary>
public sealed record MustRefuse : TaskCheck;
