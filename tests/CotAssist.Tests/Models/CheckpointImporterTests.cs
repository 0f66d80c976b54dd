using CotAssist.Models;

namespace CotAssist.Tests.Models;

public sealed class CheckpointImporterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CheckpointImporterTests() => RandomCheckpoint.Write(Checkpoint, Shapes.Tiny, seed: 1, maxPositions: 128);

    private string Checkpoint => folder["starter"];

    private string Target => folder["model"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_manifest_tells_what_the_checkpoint_is()
    {
        var manifest = Import(weightBits: 8).Manifest;

        Assert.Equal("starter", manifest.Name);
        Assert.Equal(Shapes.Tiny, manifest.Architecture);
        Assert.Equal(128, manifest.ContextLength);
        Assert.Equal(8, manifest.WeightBits);
        Assert.Equal("cotassist-1", manifest.PromptProfile);
        Assert.Equal("numbered", manifest.PlanFormat);
        Assert.Equal("plain", manifest.CodeFormat);
        Assert.Equal(["csharp"], manifest.Languages.ToArray());
        Assert.Equal(["model.onnx", "model.onnx.data", "tokenizer.json"], manifest.Files.Keys);
    }

    [Fact]
    public void A_card_in_the_checkpoint_tells_what_weights_cannot()
    {
        File.WriteAllText(Path.Combine(Checkpoint, "cotassist.json"), """{ "name": "Starter", "codeFormat": "traced", "languages": ["csharp", "typescript"], "refusalBias": 6.5 }""");

        var manifest = Import().Manifest;

        Assert.Equal("Starter", manifest.Name);
        Assert.Equal("numbered", manifest.PlanFormat);
        Assert.Equal("traced", manifest.CodeFormat);
        Assert.Equal(["csharp", "typescript"], manifest.Languages.ToArray());
        Assert.Equal(6.5, manifest.RefusalBias);
    }

    [Fact]
    public void A_card_with_a_member_nobody_knows_is_refused()
    {
        File.WriteAllText(Path.Combine(Checkpoint, "cotassist.json"), """{ "language": "csharp" }""");

        Refused("cotassist.json of the checkpoint cannot be read; it may give name, promptProfile, planFormat, codeFormat, languages and refusalBias.");
    }

    [Theory]
    [InlineData("""{ "promptProfile": "chat" }""")]
    [InlineData("""{ "planFormat": "bullets" }""")]
    [InlineData("""{ "codeFormat": "Traced" }""")]
    public void A_card_that_asks_for_a_format_nobody_knows_is_refused(string card)
    {
        File.WriteAllText(Path.Combine(Checkpoint, "cotassist.json"), card);

        Refused("cotassist.json of the checkpoint asks for a format that is not known; use promptProfile cotassist-1, planFormat numbered, codeFormat plain or traced.");
    }

    [Fact]
    public void A_longer_context_than_a_comment_ever_needs_is_cut()
    {
        RandomCheckpoint.Write(Checkpoint, Shapes.Tiny, seed: 1, maxPositions: 131_072);

        var messages = new List<string>();
        var model = CheckpointImporter.Import(Checkpoint, Target, 32, 0, new Recorder(messages), default);

        Assert.Equal(4096, model.Manifest.ContextLength);
        Assert.Equal("Context cut from 131072 to 4096 tokens", messages[0]);
    }

    [Fact]
    public void The_same_checkpoint_gives_the_same_bytes()
    {
        var once = Import(weightBits: 4).Manifest.Files;

        Assert.Equal(once, Import(weightBits: 4).Manifest.Files);
    }

    [Fact]
    public void Progress_names_each_layer()
    {
        var messages = new List<string>();
        CheckpointImporter.Import(Checkpoint, Target, 32, 0, new Recorder(messages), default);

        Assert.Equal(["Layer 1 of 2", "Layer 2 of 2", "Hashing"], messages);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    [InlineData("tokenizer.json")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(Checkpoint, file));

        Refused($"The checkpoint {Checkpoint} lacks {file}; give a folder with config.json, model.safetensors and tokenizer.json.");
    }

    [Fact]
    public void A_checkpoint_in_several_files_is_told_what_to_do()
    {
        File.Move(Path.Combine(Checkpoint, "model.safetensors"), Path.Combine(Checkpoint, "model.safetensors.index.json"));

        Refused($"The checkpoint {Checkpoint} is split into several files; save it again as one model.safetensors.");
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        Rewrite(tensors => tensors.Where(tensor => tensor.Name != "model.layers.1.mlp.up_proj.weight"));

        Refused("model.safetensors lacks the tensor model.layers.1.mlp.up_proj.weight; the checkpoint is incomplete or config.json describes another model.");
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named()
    {
        Rewrite(tensors => tensors.Select(tensor => tensor.Name == "model.norm.weight" ? (tensor.Name, [8, 8], tensor.Values) : tensor));

        Refused("model.safetensors: the tensor model.norm.weight has shape [8, 8] where config.json asks for [64].");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_numbers_are_refused(float value)
    {
        Rewrite(tensors => tensors.Select(tensor =>
        {
            tensor.Values[^1] = tensor.Name == "model.layers.1.self_attn.k_proj.weight" ? value : tensor.Values[^1];
            return tensor;
        }));

        Refused("model.safetensors: the tensor model.layers.1.self_attn.k_proj.weight holds values that are no finite numbers; the training run diverged or the file is damaged.");
    }

    [Fact]
    public void A_tensor_that_would_be_left_out_is_refused()
    {
        Rewrite(tensors => tensors.Append(("model.layers.0.self_attn.q_proj.bias", [64], new float[64])));

        Refused("model.safetensors holds the tensor model.layers.0.self_attn.q_proj.bias, which a plain Llama decoder does not have; only plain Llama checkpoints can be imported.");
    }

    [Fact]
    public void What_only_repeats_the_other_weights_is_no_hindrance()
    {
        Rewrite(tensors => tensors
            .Append(("lm_head.weight", [300, 64], new float[300 * 64]))
            .Append(("model.layers.0.self_attn.rotary_emb.inv_freq", [8], new float[8])));

        Import();
    }

    [Fact]
    public void A_tokenizer_with_more_tokens_than_the_model_is_refused()
    {
        File.WriteAllText(Path.Combine(Checkpoint, "tokenizer.json"), MinimalTokenizer.Json(301));

        Refused("tokenizer.json has 301 tokens, the model only 300; they do not belong together.");
    }

    [Fact]
    public void A_failed_import_leaves_the_older_model_as_it_was()
    {
        var before = Import().Manifest.Files;
        File.Delete(Path.Combine(Checkpoint, "tokenizer.json"));

        Assert.Throws<InvalidDataException>(() => Import(weightBits: 4));

        Assert.Equal(before, ModelFolder.Open(Target).Manifest.Files);
    }

    [Fact]
    public void A_cancelled_import_leaves_nothing_behind()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelling = new Recorder([], _ => cancellation.Cancel());

        Assert.Throws<OperationCanceledException>(() => CheckpointImporter.Import(Checkpoint, Target, 32, 0, cancelling, cancellation.Token));

        Assert.Equal([Checkpoint], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_with_something_else_in_it_is_not_replaced()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "thesis.txt"), "years of work");

        Refused($"{Target} holds something other than a model; give a new or empty folder.");
        Assert.True(File.Exists(Path.Combine(Target, "thesis.txt")));
    }

    [Theory]
    [InlineData(16, 32)]
    [InlineData(4, 64)]
    public void Only_the_formats_that_the_graph_knows_are_taken(int weightBits, int blockSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Import(weightBits, blockSize));

    private ModelFolder Import(int weightBits = 32, int blockSize = 32) =>
        CheckpointImporter.Import(Checkpoint, Target, weightBits, blockSize, progress: null, default);

    private void Refused(string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => Import()).Message);

    private void Rewrite(Func<IEnumerable<(string Name, int[] Shape, float[] Values)>, IEnumerable<(string, int[], float[])>> change) =>
        SafetensorsWriter.Write(Path.Combine(Checkpoint, "model.safetensors"), change(RandomCheckpoint.Tensors(Shapes.Tiny, seed: 1)));

    // Progress<T> reports on the thread pool, too late for a test.
    private sealed class Recorder(List<string> messages, Action<string>? then = null) : IProgress<string>
    {
        public void Report(string value)
        {
            messages.Add(value);
            then?.Invoke(value);
        }
    }
}
