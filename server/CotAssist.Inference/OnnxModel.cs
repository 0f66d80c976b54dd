namespace CotAssist.Inference;

/// <summary>
/// A decoder graph run by ONNX Runtime on the CPU: IO binding, one shared past/present KV buffer
/// [1, kvHeads, contextLength, headDim] a layer, logits only at the positions asked for.
/// Graph inputs: input_ids, attention_mask, logit_positions, past_key_values.{i}.key|value;
/// outputs: logits, present.{i}.key|value.
/// </summary>
public sealed class OnnxModel : ICausalModel
{
    /// <param name="graphPath">model.onnx with its external data beside it.</param>
    /// <exception cref="InferenceException">The session cannot be opened; one sentence says why.</exception>
    public OnnxModel(string graphPath, int contextLength, OnnxModelOptions options) => throw new NotImplementedException();

    public int ContextLength => throw new NotImplementedException();

    public int VocabularySize => throw new NotImplementedException();

    public int PastLength => throw new NotImplementedException();

    public ReadOnlySpan<float> Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> logitPositions, CancellationToken cancellation) =>
        throw new NotImplementedException();

    public void RewindTo(int length) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
