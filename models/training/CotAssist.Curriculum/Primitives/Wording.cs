namespace CotAssist.Curriculum.Primitives;

/// <summary>One way to ask for a primitive, as a person wrote it.</summary>
/// <param name="Text">With names in braces; line breaks are '\n'.</param>
/// <param name="File">Where it was written, for messages.</param>
/// <param name="Line">1-based.</param>
public sealed record Wording(WordingForm Form, bool Chinese, string Text, string File, int Line);
