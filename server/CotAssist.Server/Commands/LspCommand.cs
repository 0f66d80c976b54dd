using System.CommandLine;
using System.IO.Pipelines;
using CotAssist.Server.Lsp;
using Command = System.CommandLine.Command;

namespace CotAssist.Server.Commands;

/// <summary><c>cotassist lsp</c>: the language server over stdin and stdout.</summary>
internal static class LspCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Model folder (default: the bundled starter)" };
        var parent = new Option<int?>("--parent") { Description = "Id of a process to end with, besides the editor's own" };
        var command = new Command("lsp", "Speak the language server protocol over stdin and stdout") { model, parent };
        command.SetAction((parsed, _) =>
        {
            Stream output = Console.OpenStandardOutput();
            // stdout belongs to the protocol: whatever else would be printed goes to the log.
            Console.SetOut(Console.Error);
            return LanguageServer.RunAsync(
                PipeReader.Create(Console.OpenStandardInput()), PipeWriter.Create(output), Console.Error,
                () => Failures.OpenModel(parsed.GetValue(model)), parsed.GetValue(parent));
        });
        return command;
    }
}
