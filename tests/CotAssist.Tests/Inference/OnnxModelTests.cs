using System.Runtime.InteropServices;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Tests.Models;

namespace CotAssist.Tests.Inference;

/// <summary>The real runtime with a small random model: whatever way the tokens came into the KV cache, the next are the same.</summary>
public sealed class OnnxModelTests : IDisposable
{
    private const int Seed = 11, Context = 4096;

    private static readonly ModelArchitecture Shape = new(2, 64, 4, 2, 16, 128, 300, 10_000, 1e-5, true);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ModelFolder Import(ModelArchitecture shape, int bits)
    {
        var checkpoint = Path.Combine(folder.Path, "checkpoint");
        RandomCheckpoint.Write(checkpoint, shape, Seed, Context);
        return CheckpointImporter.Import(checkpoint, Path.Combine(folder.Path, "model"), bits, 32, null, default);
    }

    private static int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 7919) % 300)];

    private static GenerationRequest Ask(ReadOnlySpan<int> prompt, int tokens = 12) => new() { Prompt = [.. prompt], MaxTokens = tokens };

    private static int[] Continue(Generator generator, ReadOnlySpan<int> prompt) =>
        [.. generator.Generate(Ask(prompt), default).Select(token => token.Id)];

    [Theory]
    [InlineData(32)]
    [InlineData(4)]
    public void TheSameTokensWithAndWithoutChunksAndAWarmCache(int bits)
    {
        var model = Import(Shape, bits);
        var tokenizer = model.LoadTokenizer();
        var prompt = Tokens(90);
        using var whole = model.LoadModel(new(2));
        using var chunked = model.LoadModel(new(1, Spin: false, PrefillChunk: 17));
        var expected = Continue(new Generator(whole, tokenizer), prompt);
        var generator = new Generator(chunked, tokenizer);

        Assert.Equal(expected, Continue(generator, prompt));
        Assert.Equal(0, generator.End!.ReusedTokens);
        Assert.Equal(expected, Continue(generator, prompt)); // all but the last token from the cache
        Assert.Equal(89, generator.End!.ReusedTokens);
        Continue(generator, [.. prompt[..40], 5, 6, 7]); // another continuation of the same beginning
        Assert.Equal(40, generator.End!.ReusedTokens);
        Assert.Equal(expected, Continue(generator, prompt));
        Assert.Equal(40, generator.End!.ReusedTokens);
    }

    [Fact]
    public void ScoresAreTheLogProbabilitiesOfTheGreedyTokens()
    {
        var model = Import(Shape, 32);
        using var session = model.LoadModel(new(2));
        var generator = new Generator(session, model.LoadTokenizer());
        var prompt = Tokens(80);
        var tokens = generator.Generate(Ask(prompt, 70), default).ToList();

        var scores = generator.Score([.. prompt, .. tokens.Select(token => token.Id)], prompt.Length, default);

        Assert.Equal(tokens.Count, scores.Length);
        Assert.All(scores.Zip(tokens), pair => Assert.Equal(pair.First, pair.Second.LogProbability, 1e-3));
    }

    [Fact]
    public void CancellationReachesTheRunningGraphAndLeavesTheCacheAsItWas()
    {
        // Wide enough that the one run of 4,000 tokens takes far longer than the few milliseconds until it is cancelled.
        var model = Import(Shape with { Layers = 6, HiddenSize = 256, IntermediateSize = 1024 }, 32);
        using var session = model.LoadModel(new(1, Spin: false, PrefillChunk: Context));
        var prompt = Tokens(50);
        session.Forward(prompt, [], default);
        var expected = session.Forward([1, 2, 3], [2], default).ToArray();
        session.RewindTo(prompt.Length);

        using var cancellation = new CancellationTokenSource();
        // A thread of its own: the pool's are busy with other tests, and its timers would ring too late.
        new Thread(() =>
        {
            Thread.Sleep(5);
            cancellation.Cancel();
        }).Start();
        Assert.ThrowsAny<OperationCanceledException>(() => { session.Forward(Tokens(4000), [], cancellation.Token); });

        Assert.Equal(prompt.Length, session.PastLength);
        Assert.Equal(expected, session.Forward([1, 2, 3], [2], default).ToArray());
    }

    [Fact]
    public void LogitsThatAreNotNumbersAreAnError()
    {
        // Past the hashes, as a device that computes wrongly would be. 0xFFFFFFFF is a NaN.
        var model = Import(Shape, 32);
        var data = Path.Combine(model.Path, "model.onnx.data");
        File.WriteAllBytes(data, [.. Enumerable.Repeat((byte)0xFF, (int)new FileInfo(data).Length)]);
        using var session = new OnnxModel(Path.Combine(model.Path, "model.onnx"), 64, new(1));

        var error = Assert.Throws<InferenceException>(() => { session.Forward([1, 2, 3], [2], default); });
        Assert.Contains("NaN", error.Message);
        Assert.Equal(0, session.PastLength);
    }

    [Fact]
    public void SaysInOneSentenceThatAGraphCannotBeOpened()
    {
        var path = Path.Combine(folder.Path, "model.onnx");
        File.WriteAllText(path, "not a graph");

        Assert.Contains("cannot be opened", Assert.Throws<InferenceException>(() => new OnnxModel(path, 64, new(1))).Message);
        Assert.Contains("cannot be opened", Assert.Throws<InferenceException>(() => new OnnxModel(path + ".missing", 64, new(1))).Message);
    }

    [Fact]
    public void RefusesTokensBeyondTheContextAndTheVocabulary()
    {
        var model = Import(Shape, 32);
        using var session = new OnnxModel(Path.Combine(model.Path, "model.onnx"), 8, new(1));

        Assert.Throws<ArgumentOutOfRangeException>(() => { session.Forward(Tokens(9), [], default); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { session.Forward([], [], default); });
        Assert.Throws<InferenceException>(() => { session.Forward([300], [0], default); });
        Assert.Equal(0, session.PastLength);
        Assert.Equal(300, session.Forward(Tokens(8), [7], default).Length);
    }

    [Fact]
    public void TelemetryIsOffWhereNativeCodeLooks()
    {
        Assert.NotEmpty(OnnxRuntimeVersion.Current);

        Assert.Equal("1", OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("ORT_DISABLE_TELEMETRY")
            : Marshal.PtrToStringUTF8(GetNativeVariable("ORT_DISABLE_TELEMETRY")));
    }

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern IntPtr GetNativeVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
