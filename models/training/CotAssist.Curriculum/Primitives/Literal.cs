using System.Collections.Immutable;

namespace CotAssist.Curriculum.Primitives;

/// <summary>A value that the sample draws: the code names it, the sample writes one of its values.</summary>
/// <param name="Type">C# keyword: int, long, double, decimal, char, string.</param>
/// <param name="Values">C# literals, the tests' value first.</param>
/// <param name="Range">Further whole numbers, both ends included.</param>
public sealed record Literal(string Name, string Type, ImmutableArray<string> Values, (long From, long To)? Range, int Line)
{
    /// <summary>The value that the tests run with.</summary>
    public string First => Values[0];
}
