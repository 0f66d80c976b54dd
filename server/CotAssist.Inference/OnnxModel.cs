using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CotAssist.Inference;

/// <summary>
/// A decoder graph run by ONNX Runtime on the CPU: IO binding, one shared past/present KV buffer
/// [1, kvHeads, contextLength, headDim] a layer, logits only at the positions asked for.
/// Graph inputs: input_ids, attention_mask, logit_positions, past_key_values.{i}.key|value;
/// outputs: logits, present.{i}.key|value.
/// </summary>
public sealed unsafe class OnnxModel : ICausalModel
{
    private const string PastPrefix = "past_key_values.", PresentPrefix = "present.";

    private readonly InferenceSession session;
    private readonly OrtIoBinding binding;
    private readonly int chunk;
    private readonly List<AlignedBuffer> buffers = [];
    private readonly List<OrtValue> cache = [];

    /// <summary>[contextLength], all ones: every cached token is attended to.</summary>
    private readonly AlignedBuffer mask;

    /// <summary>[chunk]</summary>
    private readonly AlignedBuffer ids;

    /// <summary>[chunk], indices into the run's tokens.</summary>
    private readonly AlignedBuffer positions;

    /// <summary>[rows, vocabulary]; grows to the most rows ever asked for.</summary>
    private AlignedBuffer logits;

    /// <param name="graphPath">model.onnx with its external data beside it.</param>
    /// <exception cref="InferenceException">The session cannot be opened; one sentence says why.</exception>
    public OnnxModel(string graphPath, int contextLength, OnnxModelOptions options)
    {
        ContextLength = contextLength;
        chunk = Math.Min(options.PrefillChunk, contextLength);
        session = Open(graphPath, options);
        try
        {
            CheckShape(graphPath);
            VocabularySize = session.OutputMetadata["logits"].Dimensions[^1];
            binding = session.CreateIoBinding();
            mask = Allocate(sizeof(long) * (nuint)contextLength);
            new Span<long>(mask.Pointer, contextLength).Fill(1);
            ids = Allocate(sizeof(long) * (nuint)chunk);
            positions = Allocate(sizeof(long) * (nuint)chunk);
            logits = new AlignedBuffer(sizeof(float) * (nuint)VocabularySize);
            foreach (var (name, metadata) in session.InputMetadata.Where(input => IsPast(input.Key)))
            {
                long heads = metadata.Dimensions[1], headDim = metadata.Dimensions[3];
                var bytes = sizeof(float) * heads * contextLength * headDim;
                var value = Value(Allocate((nuint)bytes), TensorElementType.Float, bytes, [1, heads, contextLength, headDim]);
                cache.Add(value);
                binding.BindInput(name, value);
                binding.BindOutput(PresentOf(name), value);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int ContextLength { get; }

    public int VocabularySize { get; }

    public int PastLength { get; private set; }

    public ReadOnlySpan<float> Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> logitPositions, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PastLength + tokens.Length, ContextLength);
        Reserve(Math.Max(1, logitPositions.Length));
        var before = PastLength;
        try
        {
            var rows = 0;
            for (var start = 0; start < tokens.Length; start += chunk)
            {
                cancellation.ThrowIfCancellationRequested();
                var length = Math.Min(chunk, tokens.Length - start);
                var wanted = 0;
                while (rows + wanted < logitPositions.Length && logitPositions[rows + wanted] < start + length)
                {
                    wanted++;
                }

                Run(tokens.Slice(start, length), logitPositions.Slice(rows, wanted), start, rows, cancellation);
                rows += wanted;
                PastLength += length;
            }
        }
        catch
        {
            PastLength = before;
            throw;
        }

        // A NaN makes the sum one, and so do infinities of both signs.
        var result = new ReadOnlySpan<float>(logits.Pointer, logitPositions.Length * VocabularySize);
        if (float.IsNaN(TensorPrimitives.Sum(result)))
        {
            PastLength = before;
            throw new InferenceException("The model computed numbers that are none (NaN); its weights are damaged, import it again.");
        }

        return result;
    }

    public void RewindTo(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, PastLength);
        PastLength = length;
    }

    public void Dispose()
    {
        binding?.Dispose();
        cache.ForEach(value => value.Dispose());
        session.Dispose();
        buffers.ForEach(buffer => buffer.Dispose());
        logits?.Dispose();
    }

    private static InferenceSession Open(string graphPath, OnnxModelOptions options)
    {
        _ = OnnxRuntimeLibrary.Environment;
        try
        {
            using var sessionOptions = new SessionOptions
            {
                IntraOpNumThreads = options.Threads,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", options.Spin ? "1" : "0");
            // Threads that spin on after a run would drain a laptop between two requests.
            sessionOptions.AddSessionConfigEntry("session.force_spinning_stop", "1");
            return new InferenceSession(graphPath, sessionOptions);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InferenceException($"{graphPath} cannot be opened: {FirstLine(e)} Import the model again.", e);
        }
    }

    /// <summary>A graph from elsewhere names its inputs otherwise or leaves some out; better said here than failed on later.</summary>
    private void CheckShape(string graphPath)
    {
        var past = session.InputMetadata.Where(input => IsPast(input.Key)).ToList();
        var lacking = ((string[])["input_ids", "attention_mask", "logit_positions"]).FirstOrDefault(name => !session.InputMetadata.ContainsKey(name))
            ?? (past.Count == 0 ? PastPrefix + "0.key" : null)
            ?? ((string[])["logits", .. past.Select(input => PresentOf(input.Key))]).FirstOrDefault(name => !session.OutputMetadata.ContainsKey(name));
        if (lacking is not null)
        {
            throw new InferenceException($"{graphPath} has no {lacking}; import the model's checkpoint with `cotassist model import`.");
        }

        if (session.OutputMetadata["logits"].Dimensions[^1] <= 0
            || past.Any(input => input.Value is not { ElementDataType: TensorElementType.Float, Dimensions: [_, > 0, _, > 0] }))
        {
            throw new InferenceException($"{graphPath} has a KV cache or logits of a shape that cannot be bound; import the model's checkpoint with `cotassist model import`.");
        }
    }

    private static bool IsPast(string input) => input.StartsWith(PastPrefix, StringComparison.Ordinal);

    private static string PresentOf(string past) => PresentPrefix + past[PastPrefix.Length..];

    private static string FirstLine(Exception e) => e.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.') + ".";

    /// <summary>One run of the graph; logits go to <paramref name="row"/> on. A run without wanted logits computes one row and drops it.</summary>
    private void Run(ReadOnlySpan<int> tokens, ReadOnlySpan<int> wanted, int start, int row, CancellationToken cancellation)
    {
        var inputs = (long*)ids.Pointer;
        for (var i = 0; i < tokens.Length; i++)
        {
            inputs[i] = tokens[i];
        }

        var places = (long*)positions.Pointer;
        places[0] = tokens.Length - 1;
        for (var i = 0; i < wanted.Length; i++)
        {
            places[i] = wanted[i] - start;
        }

        var rows = Math.Max(1, wanted.Length);
        row = wanted.Length == 0 ? 0 : row;
        var total = PastLength + tokens.Length;
        using var idsValue = Value(ids, TensorElementType.Int64, sizeof(long) * tokens.Length, [1, tokens.Length]);
        using var maskValue = Value(mask, TensorElementType.Int64, sizeof(long) * total, [1, total]);
        using var positionsValue = Value(positions, TensorElementType.Int64, sizeof(long) * rows, [rows]);
        using var logitsValue = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [1, rows, VocabularySize],
            (IntPtr)((float*)logits.Pointer + ((long)row * VocabularySize)), sizeof(float) * (long)rows * VocabularySize);
        binding.BindInput("input_ids", idsValue);
        binding.BindInput("attention_mask", maskValue);
        binding.BindInput("logit_positions", positionsValue);
        binding.BindOutput("logits", logitsValue);

        // A terminated RunOptions stays terminated, so each run has its own.
        using var run = new RunOptions();
        using var registration = cancellation.Register(static state => ((RunOptions)state!).Terminate = true, run);
        try
        {
            session.RunWithBinding(run, binding);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InferenceException($"The model failed while running: {FirstLine(e)}", e);
        }
    }

    private void Reserve(int rows)
    {
        var bytes = sizeof(float) * (nuint)rows * (nuint)VocabularySize;
        if (bytes > logits.Size)
        {
            logits.Dispose();
            logits = new AlignedBuffer(bytes);
        }
    }

    private AlignedBuffer Allocate(nuint bytes)
    {
        var buffer = new AlignedBuffer(bytes);
        buffers.Add(buffer);
        return buffer;
    }

    private static OrtValue Value(AlignedBuffer buffer, TensorElementType type, long bytes, long[] shape) =>
        OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (IntPtr)buffer.Pointer, bytes);
}
