using System.CommandLine;
using CotAssist.Server.Lsp;
using Command = System.CommandLine.Command;

namespace CotAssist.Server.Commands;

/// <summary><c>cotassist lsp</c>: the language server over stdin and stdout.</summary>
internal static class LspCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Model folder (default: the bundled starter)" };
        var command = new Command("lsp", "Speak the language server protocol over stdin and stdout") { model };
        command.SetAction(async (parsed, _) =>
        {
            var output = Console.OpenStandardOutput();
            // stdout belongs to the protocol: whatever else would be printed goes to the log.
            Console.SetOut(Console.Error);
            using var server = new LanguageServer(
                Console.OpenStandardInput(), output, Console.Error, () => Assistant.Open(ModelLocation.Resolve(parsed.GetValue(model))));
            return await server.RunAsync();
        });
        return command;
    }
}
