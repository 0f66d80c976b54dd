using System.Collections.Immutable;
using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>Special tokens of the prompt profile <c>cotassist-1</c>; a starter's vocabulary begins with them, in this order.</summary>
public static class Markers
{
    public const string Pad = "<|pad|>";
    public const string Begin = "<|begin|>";
    public const string End = "<|end|>";
    public const string Types = "<|types|>";
    public const string Signature = "<|signature|>";
    public const string Before = "<|before|>";
    public const string After = "<|after|>";
    public const string Comment = "<|comment|>";
    public const string Body = "<|body|>";
    public const string Statements = "<|statements|>";
    public const string Expression = "<|expression|>";
    public const string Member = "<|member|>";
    public const string Plan = "<|plan|>";
    public const string Code = "<|code|>";
    public const string TracedCode = "<|traced-code|>";

    /// <summary>Marks, inside traced code, that what follows belongs to step <paramref name="number"/> (1-based).</summary>
    public static string Step(int number) => $"<|step-{number}|>";

    public static ImmutableArray<string> All { get; } =
    [
        Pad, Begin, End, Types, Signature, Before, After, Comment, Body, Statements, Expression, Member, Plan, Code, TracedCode,
        .. Enumerable.Range(1, Synthesis.Plan.MaxSteps).Select(Step),
    ];

    internal static int IdOf(string marker, Tokenizer tokenizer) => tokenizer.SpecialId(marker)
        ?? throw new InvalidOperationException($"The model's vocabulary lacks {marker}; it was not made for the prompt profile cotassist-1.");
}
