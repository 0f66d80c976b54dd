using CotAssist.Evaluation.Judging;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Synthesis;

namespace CotAssist.Server;

/// <summary>One opened model behind a planner and a coder; what commands and the language server work with.</summary>
internal sealed class Assistant(ModelManifest manifest, Generator generator) : IDisposable
{
    /// <summary>Sampling for a plan other than the one already shown (CodePLAN: temperature 0.6, nucleus 0.95).</summary>
    public static Sampling Another(int seed) => new(0.6, 0.95, seed);

    private const int Repairs = 6;

    public ModelManifest Manifest { get; } = manifest;

    public Generator Generator { get; } = generator;

    public Planner Planner { get; } = new(generator);

    public Coder Coder { get; } = new(generator, Checker, Traced(manifest), attempts: 4, Repairs);

    public PlanSearch Plans { get; } = new(new Planner(generator), new Coder(generator, Checker, Traced(manifest)), draws: 6);

    private static CodeChecker Checker => new(FrameworkReferences.All);

    /// <exception cref="InvalidDataException">The folder is missing, damaged or foreign; one sentence says so.</exception>
    /// <exception cref="InferenceException">The model does not open on this machine.</exception>
    public static Assistant Open(string folder)
    {
        var model = ModelFolder.Open(folder);
        return new Assistant(model.Manifest, new Generator(model.LoadModel(OnnxModelOptions.Default), model.LoadTokenizer()));
    }

    private static bool Traced(ModelManifest manifest) => manifest.CodeFormat == "traced";

    /// <summary>Null when the model was made for the language; otherwise one sentence.</summary>
    public string? ProblemWith(string language) => Manifest.Languages.Contains(language)
        ? null
        : $"{Manifest.Name} was made for {string.Join(", ", Manifest.Languages)} and not for {language}; choose another model with --model.";

    public void Dispose() => Generator.Model.Dispose();
}
