namespace CotAssist.Synthesis;

/// <summary>Why code may not be shown, or is doubtful.</summary>
/// <param name="Sentence">For the developer.</param>
/// <param name="Position">UTF-16 offset into the new text of the change; null when the compiler reports it elsewhere.</param>
public sealed record CodeProblem(string Sentence, int? Position);
