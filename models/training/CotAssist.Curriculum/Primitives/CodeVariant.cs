using System.Collections.Immutable;

namespace CotAssist.Curriculum.Primitives;

/// <summary>One correct way to write the body of a primitive.</summary>
/// <param name="Text">Outdented, '\n' line ends, step markers (<c>//1</c>, <c>//1,2</c>) on lines of their own.</param>
/// <param name="Line">1-based line of the first code line in the file.</param>
public sealed record CodeVariant(string Text, int Line)
{
    /// <summary>The step numbers of a marker line; empty when the line is code.</summary>
    public static ImmutableArray<int> MarkerOf(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (!line.StartsWith("//") || line.Length < 3)
        {
            return [];
        }

        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var part in line[2..].ToString().Split(','))
        {
            if (part.Length is 0 or > 2 || !part.All(char.IsAsciiDigit))
            {
                return [];
            }

            numbers.Add(int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));
        }

        return numbers.DrainToImmutable();
    }
}
