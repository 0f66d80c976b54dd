using System.Security.Cryptography;
using System.Text.Json;
using CotAssist.Inference;

namespace CotAssist.Models;

/// <summary>A model folder on disk: manifest.json, model.onnx, model.onnx.data, tokenizer.json, hashes checked.</summary>
public sealed class ModelFolder
{
    internal const string ManifestFile = "manifest.json", GraphFile = "model.onnx", DataFile = "model.onnx.data", TokenizerFile = "tokenizer.json";

    private const string Remedy = "import or pull the model again.";

    private ModelFolder(string path, ModelManifest manifest)
    {
        Path = path;
        Manifest = manifest;
    }

    public string Path { get; }

    public ModelManifest Manifest { get; }

    /// <summary>Reads the manifest and checks every hash.</summary>
    /// <exception cref="InvalidDataException">Truncated, altered or foreign folder; one sentence says what is wrong and what to do.</exception>
    public static ModelFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path))
        {
            throw new InvalidDataException($"There is no model folder at {path}; give the folder that an import wrote.");
        }

        var manifestPath = System.IO.Path.Combine(path, ManifestFile);
        if (!File.Exists(manifestPath))
        {
            throw new InvalidDataException($"{path} is not a model folder, for it has no {ManifestFile}; give the folder that an import wrote.");
        }

        var manifest = ReadManifest(path, File.ReadAllBytes(manifestPath));
        foreach (var (name, expected) in manifest.Files)
        {
            CheckFile(path, name, expected);
        }

        return new ModelFolder(path, manifest);
    }

    public Tokenizer LoadTokenizer() => Tokenizer.Load(System.IO.Path.Combine(Path, TokenizerFile));

    public OnnxModel LoadModel(OnnxModelOptions options) => new(System.IO.Path.Combine(Path, GraphFile), Manifest.ContextLength, options);

    /// <summary>Writes the manifest of a folder whose other files are in place.</summary>
    internal static void WriteManifest(string path, ModelManifest manifest)
    {
        string[] names = [GraphFile, DataFile, TokenizerFile];
        var complete = manifest with { Files = manifest.Files.AddRange(names.Select(name => KeyValuePair.Create(name, Hash(System.IO.Path.Combine(path, name))))) };
        File.WriteAllText(
            System.IO.Path.Combine(path, ManifestFile),
            JsonSerializer.Serialize(complete, ModelsJson.Default.ModelManifest) + "\n");
    }

    private static ModelManifest ReadManifest(string path, byte[] json)
    {
        ModelManifest? manifest;
        try
        {
            // The version comes first: a later layout may not even parse as this one.
            using (var document = JsonDocument.Parse(json))
            {
                if (document.RootElement.TryGetProperty("version", out var version) && version.GetInt32() > ModelManifest.CurrentVersion)
                {
                    throw new InvalidDataException($"The model in {path} was made for a later CotAssist (manifest version {version.GetInt32()}, this one reads {ModelManifest.CurrentVersion}); update CotAssist.");
                }
            }

            manifest = JsonSerializer.Deserialize(json, ModelsJson.Default.ModelManifest);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{ManifestFile} in {path} is damaged or not a CotAssist manifest; {Remedy}", error);
        }

        string[] needed = [GraphFile, DataFile, TokenizerFile];
        if (manifest is not { Version: ModelManifest.CurrentVersion, ContextLength: > 0 } || needed.FirstOrDefault(name => !manifest.Files.ContainsKey(name)) is not null
            || manifest.Files.Keys.Any(name => name != System.IO.Path.GetFileName(name)))
        {
            throw new InvalidDataException($"{ManifestFile} in {path} is damaged or not a CotAssist manifest; {Remedy}");
        }

        return manifest;
    }

    private static void CheckFile(string path, string name, string expected)
    {
        var file = System.IO.Path.Combine(path, name);
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"{name} is missing from the model folder {path}; {Remedy}");
        }

        if (Hash(file) != expected)
        {
            throw new InvalidDataException($"{name} in the model folder {path} is truncated or altered, its SHA-256 is not the manifest's; {Remedy}");
        }
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
