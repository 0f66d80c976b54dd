namespace CotAssist.Models;

/// <summary>Turns a Llama-style safetensors checkpoint (config.json, model.safetensors, tokenizer.json) into a model folder.</summary>
public static class CheckpointImporter
{
    /// <param name="checkpoint">Folder with config.json, model.safetensors (F32, F16 or BF16) and tokenizer.json.</param>
    /// <param name="target">Folder to write; replaced only when the import succeeds.</param>
    /// <param name="weightBits">32, 8 or 4.</param>
    /// <param name="blockSize">Weights that share a scale: 32 or 128; ignored for 32 bits.</param>
    /// <exception cref="InvalidDataException">The checkpoint is not what it should be; one sentence says what.</exception>
    public static ModelFolder Import(string checkpoint, string target, int weightBits, int blockSize, IProgress<string>? progress, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
