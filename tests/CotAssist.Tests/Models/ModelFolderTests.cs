using System.Text.Json.Nodes;
using CotAssist.Models;

namespace CotAssist.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ModelFolderTests()
    {
        RandomCheckpoint.Write(folder["checkpoint"], Shapes.Tiny, seed: 1);
        CheckpointImporter.Import(folder["checkpoint"], Model, 4, 32, progress: null, default);
    }

    private string Model => folder["model"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_whole_folder_opens_wherever_it_stands()
    {
        Directory.Move(Model, folder["elsewhere"]);

        var model = ModelFolder.Open(folder["elsewhere"]);

        Assert.Equal(folder["elsewhere"], model.Path);
        Assert.Equal(300, model.LoadTokenizer().VocabularySize);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.onnx.data")]
    [InlineData("tokenizer.json")]
    public void A_truncated_file_is_named(string file)
    {
        using (var stream = File.OpenWrite(Path.Combine(Model, file)))
        {
            stream.SetLength(stream.Length - 1);
        }

        Refused($"{file} in the model folder {Model} is truncated or altered, its SHA-256 is not the manifest's; import or pull the model again.");
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.onnx.data")]
    [InlineData("tokenizer.json")]
    public void One_altered_bit_is_enough(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Model, file));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(Model, file), bytes);

        Refused($"{file} in the model folder {Model} is truncated or altered, its SHA-256 is not the manifest's; import or pull the model again.");
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.onnx.data")]
    [InlineData("tokenizer.json")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(Model, file));

        Refused($"{file} is missing from the model folder {Model}; import or pull the model again.");
    }

    [Fact]
    public void A_foreign_folder_is_told_apart()
    {
        Assert.Equal(
            $"{folder["checkpoint"]} is not a model folder, for it has no manifest.json; give the folder that an import wrote.",
            Assert.Throws<InvalidDataException>(() => ModelFolder.Open(folder["checkpoint"])).Message);
        Assert.Equal(
            $"There is no model folder at {folder["nothing"]}; give the folder that an import wrote.",
            Assert.Throws<InvalidDataException>(() => ModelFolder.Open(folder["nothing"])).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "name": "an extension of a browser", "version": "1.2" }""")]
    public void A_foreign_manifest_is_told_apart(string manifest)
    {
        File.WriteAllText(Path.Combine(Model, "manifest.json"), manifest);

        Refused($"manifest.json in {Model} is damaged or not a CotAssist manifest; import or pull the model again.");
    }

    [Fact]
    public void A_manifest_that_leaves_a_file_out_is_damaged()
    {
        ChangeManifest(manifest => manifest["files"]!.AsObject().Remove("model.onnx.data"));

        Refused($"manifest.json in {Model} is damaged or not a CotAssist manifest; import or pull the model again.");
    }

    [Fact]
    public void A_manifest_cannot_reach_out_of_its_folder()
    {
        ChangeManifest(manifest => manifest["files"]!["../secret"] = new string('0', 64));

        Refused($"manifest.json in {Model} is damaged or not a CotAssist manifest; import or pull the model again.");
    }

    [Fact]
    public void A_later_manifest_asks_for_an_update()
    {
        ChangeManifest(manifest =>
        {
            manifest["version"] = 2;
            manifest["somethingNew"] = true;
        });

        Refused($"The model in {Model} was made for a later CotAssist (manifest version 2, this one reads 1); update CotAssist.");
    }

    private void Refused(string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => ModelFolder.Open(Model)).Message);

    private void ChangeManifest(Action<JsonObject> change)
    {
        var path = Path.Combine(Model, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }
}
