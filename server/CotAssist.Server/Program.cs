using CotAssist.Evaluation.Sandbox;

// Started confined by the evaluation runner: nothing else of the product is loaded then.
if (args is [WorkerCommands.CSharpWorker])
    return CSharpWorker.Run();

return 0;
