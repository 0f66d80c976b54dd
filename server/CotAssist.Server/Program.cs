using System.CommandLine;
using System.Text;
using CotAssist.Evaluation.Sandbox;
using CotAssist.Server.Commands;

// Started confined by the evaluation runner: nothing else of the product is loaded then.
if (args is [WorkerCommands.CSharpWorker])
    return CSharpWorker.Run();

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("Comment to plan to code, with a small model on your own machine")
{
    PlanCommand.Create(), WriteCommand.Create(), LspCommand.Create(), DoctorCommand.Create(), ModelCommand.Create(), EvaluateCommand.Create(),
};
ParseResult parsed = root.Parse(args);
int exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? Failures.Usage : exitCode;
