using System.Security.Cryptography;
using System.Text;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation;

/// <summary>The model that is measured, behind the same searches for plan and code that an editor speaks to.</summary>
/// <param name="Hash">Names the model's files beyond doubt (<see cref="HashOf"/>).</param>
public sealed record ModelUnderTest(string Name, string Hash, Generator Generator, Planner Planner, PlanSearch Plans, CodeSearch Codes)
{
    /// <summary>SHA-256 over the names and hashes of all files of the model's folder.</summary>
    public static string HashOf(ModelManifest manifest) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(manifest.Files.Select(file => $"{file.Value}  {file.Key}\n")))));
}
