using System.Text.Json;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>A program for a Python worker, and its form on the wire.</summary>
/// <param name="Tests">Executed after it; empty where a printed value decides.</param>
/// <param name="Expected">JSON of the value that the last print must show; null where tests decide.</param>
internal sealed record PythonJob(string Program, string Tests, string? Expected)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new { program = Program, tests = Tests, expected = Expected });
}
