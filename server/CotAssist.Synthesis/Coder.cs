using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>Writes the code for an intent, following a plan where there is one, and checks it before anyone sees it.</summary>
/// <param name="checker">Parses, and binds where it has reference assemblies.</param>
/// <param name="traced">The model was taught step markers (manifest: code format "traced").</param>
public sealed class Coder(Generator generator, CodeChecker checker, bool traced)
{
    /// <summary>Most tokens of code.</summary>
    public const int MaxTokens = 400;

    /// <param name="onText">Receives the code's text as it grows (outdented); called on the calling thread.</param>
    public CodeResult Write(Intent intent, Plan? plan, Sampling sampling, Action<string>? onText, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
