using System.Collections.Immutable;
using System.Security.Cryptography;
using CotAssist.Evaluation.Judging;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation;

/// <summary>The model that is measured, behind the same planner and coder that an editor speaks to.</summary>
/// <param name="Hash">SHA-256 of its manifest, which holds the hashes of all its files.</param>
/// <param name="Languages">What it was made for, as LSP language ids.</param>
public sealed record ModelUnderTest(string Name, string Hash, ImmutableArray<string> Languages, Generator Generator, Planner Planner, Coder Coder) : IDisposable
{
    /// <exception cref="InvalidDataException">The folder is damaged or foreign.</exception>
    public static ModelUnderTest Open(string path, OnnxModelOptions options)
    {
        var folder = ModelFolder.Open(path);
        var generator = new Generator(folder.LoadModel(options), folder.LoadTokenizer());
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Path, "manifest.json"))));
        var coder = new Coder(generator, new CodeChecker(FrameworkReferences.All), traced: folder.Manifest.CodeFormat == "traced");
        return new ModelUnderTest(folder.Manifest.Name, hash, folder.Manifest.Languages, generator, new Planner(generator), coder);
    }

    public void Dispose() => Generator.Model.Dispose();
}
