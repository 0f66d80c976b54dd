using CotAssist.Inference;

namespace CotAssist.Models;

/// <summary>A model folder on disk: manifest.json, model.onnx, model.onnx.data, tokenizer.json, hashes checked.</summary>
public sealed class ModelFolder
{
    /// <summary>Reads the manifest and checks every hash.</summary>
    /// <exception cref="InvalidDataException">Truncated, altered or foreign folder; one sentence says what is wrong and what to do.</exception>
    public static ModelFolder Open(string path) => throw new NotImplementedException();

    public string Path => throw new NotImplementedException();

    public ModelManifest Manifest => throw new NotImplementedException();

    public Tokenizer LoadTokenizer() => throw new NotImplementedException();

    public OnnxModel LoadModel(OnnxModelOptions options) => throw new NotImplementedException();
}
