using System.Collections.Immutable;

namespace CotAssist.Synthesis;

/// <summary>The numbered steps between a comment and its code.</summary>
/// <param name="Steps">At least one, each one line without its number.</param>
public sealed record Plan(ImmutableArray<string> Steps)
{
    /// <summary>What a model says instead of a plan when a comment is not what it was made for.</summary>
    public const string OutOfDomain = "(outside the starter model's domain)";

    /// <summary>Most steps a plan may have.</summary>
    public const int MaxSteps = 9;

    /// <summary>Reads "1. ...\n2. ..."; null when the text is no numbered plan.</summary>
    public static Plan? Parse(string text) => throw new NotImplementedException();

    /// <summary>"1. ...\n2. ...", the form models read and write.</summary>
    public override string ToString() => throw new NotImplementedException();

    public bool Equals(Plan? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);
}
