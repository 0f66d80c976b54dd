namespace CotAssist.Evaluation.Reports;

/// <summary>Milliseconds of one try.</summary>
public sealed record TryTimes(double Plan, double Code, double Compile, double Run);
