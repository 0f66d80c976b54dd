using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CotAssist.Inference;
using CotAssist.Models.Checkpoints;
using CotAssist.Models.Graphs;
using Google.Protobuf;

namespace CotAssist.Models;

/// <summary>Turns a Llama-style safetensors checkpoint (config.json, model.safetensors, tokenizer.json) into a model folder.</summary>
public static class CheckpointImporter
{
    // The KV cache is allocated for the whole context; more than this a comment and its surroundings never fill.
    private const int LongestContext = 4096;

    /// <param name="checkpoint">Folder with config.json, model.safetensors (F32, F16 or BF16) and tokenizer.json.</param>
    /// <param name="target">Folder to write; replaced only when the import succeeds.</param>
    /// <param name="weightBits">32, 8 or 4.</param>
    /// <param name="blockSize">Weights that share a scale: 32 or 128; ignored for 32 bits.</param>
    /// <exception cref="InvalidDataException">The checkpoint is not what it should be; one sentence says what.</exception>
    public static ModelFolder Import(string checkpoint, string target, int weightBits, int blockSize, IProgress<string>? progress, CancellationToken cancellation)
    {
        var format = Format(weightBits, blockSize);
        var config = LlamaConfig.Parse(File.ReadAllBytes(Find(checkpoint, "config.json")));
        var card = ReadCard(checkpoint);
        using var safetensors = SafetensorsFile.Open(Find(checkpoint, "model.safetensors"));
        var weights = new LlamaWeights(safetensors, config.Architecture);
        var tokenizer = Find(checkpoint, ModelFolder.TokenizerFile);
        CheckTokenizer(tokenizer, config.Architecture);

        target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        RefuseForeign(target);
        var manifest = new ModelManifest
        {
            Name = card.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(checkpoint))),
            Architecture = config.Architecture,
            ContextLength = Math.Min(config.MaxPositions, LongestContext),
            WeightBits = weightBits,
            PromptProfile = card.PromptProfile,
            PlanFormat = card.PlanFormat,
            CodeFormat = card.CodeFormat,
            Languages = card.Languages,
            RefusalBias = card.RefusalBias,
            Files = ImmutableSortedDictionary<string, string>.Empty,
        };

        if (config.MaxPositions > LongestContext)
        {
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Context cut from {config.MaxPositions} to {LongestContext} tokens"));
        }

        // A sibling, so that moving it into place is a rename on one disk.
        var unfinished = target + ".importing-" + Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(unfinished);
        try
        {
            WriteGraph(unfinished, manifest, format, weights, progress, cancellation);
            File.Copy(tokenizer, Path.Combine(unfinished, ModelFolder.TokenizerFile));
            progress?.Report("Hashing");
            ModelFolder.WriteManifest(unfinished, manifest);
            cancellation.ThrowIfCancellationRequested();
            Replace(target, unfinished);
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }

        return ModelFolder.Open(target);
    }

    private static IWeightFormat Format(int weightBits, int blockSize) => (weightBits, blockSize) switch
    {
        (32, _) => new FloatFormat(),
        (8 or 4, 32 or 128) => new BlockQuantizedFormat(weightBits, blockSize),
        (8 or 4, _) => throw new ArgumentOutOfRangeException(nameof(blockSize), blockSize, "The block size must be 32 or 128."),
        _ => throw new ArgumentOutOfRangeException(nameof(weightBits), weightBits, "Weights have 32, 8 or 4 bits."),
    };

    private static string Find(string checkpoint, string name)
    {
        var path = Path.Combine(checkpoint, name);
        if (File.Exists(path))
        {
            return path;
        }

        throw new InvalidDataException(File.Exists(path + ".index.json")
            ? $"The checkpoint {checkpoint} is split into several files; save it again as one {name}."
            : $"The checkpoint {checkpoint} lacks {name}; give a folder with config.json, model.safetensors and tokenizer.json.");
    }

    private static CheckpointCard ReadCard(string checkpoint)
    {
        var path = Path.Combine(checkpoint, "cotassist.json");
        if (!File.Exists(path))
        {
            return new CheckpointCard();
        }

        CheckpointCard card;
        try
        {
            card = JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelsJson.Default.CheckpointCard) ?? new CheckpointCard();
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("cotassist.json of the checkpoint cannot be read; it may give name, promptProfile, planFormat, codeFormat, languages and refusalBias.", error);
        }

        // A value that nobody reads would only show as a model that answers oddly.
        return card is { PromptProfile: "cotassist-1", PlanFormat: "numbered", CodeFormat: "plain" or "traced" }
            ? card
            : throw new InvalidDataException("cotassist.json of the checkpoint asks for a format that is not known; use promptProfile cotassist-1, planFormat numbered, codeFormat plain or traced.");
    }

    private static void CheckTokenizer(string path, ModelArchitecture architecture)
    {
        var size = Tokenizer.Load(path).VocabularySize;
        if (size > architecture.VocabularySize)
        {
            throw new InvalidDataException($"tokenizer.json has {size} tokens, the model only {architecture.VocabularySize}; they do not belong together.");
        }
    }

    // What stands in the way may be replaced only if it is an older model or nothing.
    private static void RefuseForeign(string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()
            && !File.Exists(Path.Combine(target, ModelFolder.ManifestFile))))
        {
            throw new InvalidDataException($"{target} holds something other than a model; give a new or empty folder.");
        }
    }

    private static void WriteGraph(string folder, ModelManifest manifest, IWeightFormat format, LlamaWeights weights, IProgress<string>? progress, CancellationToken cancellation)
    {
        using var data = new ExternalDataFile(Path.Combine(folder, ModelFolder.DataFile));
        var builder = new GraphBuilder(data);
        var graph = new LlamaGraph(builder, manifest.Architecture, manifest.ContextLength, format);
        graph.Write(weights, layer =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Layer {layer + 1} of {manifest.Architecture.Layers}"));
        });

        using var file = File.Create(Path.Combine(folder, ModelFolder.GraphFile));
        builder.Build().WriteTo(file);
    }

    private static void Replace(string target, string unfinished)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(unfinished, target);
            return;
        }

        var old = unfinished + ".old";
        Directory.Move(target, old);
        try
        {
            Directory.Move(unfinished, target);
        }
        catch
        {
            Directory.Move(old, target);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }
}
