using System.Collections.Immutable;

namespace CotAssist.Curriculum.Procedures;

/// <summary>A part that procedures are made of: its code, and ways to say it (format: models/training/procedures/README.md).</summary>
/// <param name="lines">By keyword, as they stand in the file.</param>
internal sealed class Piece(string name, IReadOnlyDictionary<string, string> lines)
{
    public string Name => name;

    public bool Has(string keyword) => lines.ContainsKey(keyword);

    public string Text(string keyword) => lines.GetValueOrDefault(keyword, "");

    /// <summary>Separated by white space.</summary>
    public ImmutableArray<string> Words(string keyword) => [.. Text(keyword).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Ways to say the same.</summary>
    public ImmutableArray<string> Phrases(string keyword) => [.. Text(keyword).Split(" | ", StringSplitOptions.RemoveEmptyEntries)];
}
