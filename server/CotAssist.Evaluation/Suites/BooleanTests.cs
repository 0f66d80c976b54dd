using System.Collections.Immutable;

namespace CotAssist.Evaluation.Suites;

/// <summary>C# library with boolean tests in the same compilation; passes when every test is true (CotBench-CS, README.md).</summary>
/// <param name="Tests">An expression, or statements that return a bool when it ends in ';' or '}'.</param>
public sealed record BooleanTests(ImmutableArray<string> Tests) : TaskCheck;
