using System.Collections.Immutable;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>A worker to start inside a sandbox.</summary>
/// <param name="Executable">Full path.</param>
/// <param name="Readable">Folders it needs besides the system's own, read-only.</param>
/// <param name="Hidden">Folders below those that it must not see.</param>
/// <param name="Environment">All its environment variables; it inherits none.</param>
public sealed record SandboxCommand(
    string Executable, ImmutableArray<string> Arguments,
    ImmutableArray<string> Readable, ImmutableArray<string> Hidden,
    ImmutableSortedDictionary<string, string> Environment);
