using CotAssist.Evaluation.Judging;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Synthesis;

namespace CotAssist.Server;

/// <summary>One opened model behind a planner and a coder; what commands and the language server work with.</summary>
internal sealed class Assistant : IDisposable
{
    /// <summary>Sampling for a plan other than the one already shown (CodePLAN: temperature 0.6, nucleus 0.95).</summary>
    public static Sampling Another(int seed) => new(0.6, 0.95, seed);

    public Assistant(ModelManifest manifest, Generator generator)
    {
        (Manifest, Generator) = (manifest, generator);
        var checker = new CodeChecker(FrameworkReferences.All);
        var traced = manifest.CodeFormat == "traced";
        Planner = new(generator, manifest.RefusalBias);
        var judge = new CodeJudge(generator);
        Plans = new(Planner, new Coder(generator, checker, traced), judge, draws: 6);
        Codes = new(new Coder(generator, checker, traced, attempts: 4, repairs: 6), judge);
    }

    public ModelManifest Manifest { get; }

    public Generator Generator { get; }

    public Planner Planner { get; }

    public PlanSearch Plans { get; }

    public CodeSearch Codes { get; }

    /// <exception cref="InvalidDataException">The folder is missing, damaged or foreign; one sentence says so.</exception>
    /// <exception cref="InferenceException">The model does not open on this machine.</exception>
    public static Assistant Open(string folder)
    {
        var model = ModelFolder.Open(folder);
        return new Assistant(model.Manifest, new Generator(model.LoadModel(OnnxModelOptions.Default), model.LoadTokenizer()));
    }

    /// <summary>Null when the model was made for the language; otherwise one sentence.</summary>
    public string? ProblemWith(string language) => Manifest.Languages.Contains(language)
        ? null
        : $"{Manifest.Name} was made for {string.Join(", ", Manifest.Languages)} and not for {language}; choose another model with --model.";

    public void Dispose() => Generator.Model.Dispose();
}
