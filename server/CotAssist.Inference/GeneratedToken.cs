namespace CotAssist.Inference;

/// <summary>One decoded token.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Whole characters that may be shown now; empty while a character or a possible stop string is open.</param>
/// <param name="LogProbability">Natural logarithm, under the model's distribution at temperature 1.</param>
public readonly record struct GeneratedToken(int Id, string Text, float LogProbability);
