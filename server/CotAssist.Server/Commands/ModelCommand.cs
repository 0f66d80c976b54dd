using System.CommandLine;
using CotAssist.Models;

namespace CotAssist.Server.Commands;

/// <summary><c>cotassist model import DIR</c>: a checkpoint becomes a model folder.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Model folders") { Import() };

    private static Command Import()
    {
        var checkpoint = new Argument<string>("checkpoint") { Description = "Folder with config.json, model.safetensors and tokenizer.json" };
        var target = new Option<string>("--out") { Description = "Model folder to write", Required = true };
        var bits = new Option<int>("--bits") { Description = "Bits a weight: 32, 8 or 4", DefaultValueFactory = _ => 8 };
        var block = new Option<int>("--block") { Description = "Weights that share a scale: 32 or 128", DefaultValueFactory = _ => 32 };
        var command = new Command("import", "Turn a Llama-style safetensors checkpoint into a model folder") { checkpoint, target, bits, block };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(() =>
        {
            var folder = CheckpointImporter.Import(
                parsed.GetValue(checkpoint)!, parsed.GetValue(target)!, parsed.GetValue(bits), parsed.GetValue(block),
                new Progress<string>(Console.Error.WriteLine), cancellation);
            Console.WriteLine($"{folder.Manifest.Name}: {folder.Manifest.Architecture.Parameters:N0} parameters, {folder.Manifest.WeightBits} bits, in {folder.Path}");
            return 0;
        }));
        return command;
    }
}
