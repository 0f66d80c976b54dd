using System.CommandLine;
using CotAssist.Evaluation.Sandbox;
using CotAssist.Server.Commands;

// Started confined by the evaluation runner: nothing else of the product is loaded then.
if (args is [WorkerCommands.CSharpWorker])
    return CSharpWorker.Run();

var starter = Path.Combine(AppContext.BaseDirectory, "models", "starter");
var root = new RootCommand("Comment to plan to code, with a small model on your own machine") { EvaluateCommand.Create(starter) };
return await root.Parse(args).InvokeAsync();
