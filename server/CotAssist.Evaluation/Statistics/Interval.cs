namespace CotAssist.Evaluation.Statistics;

/// <summary>An estimate with its 95 % interval.</summary>
public readonly record struct Interval(double Estimate, double Low, double High);
