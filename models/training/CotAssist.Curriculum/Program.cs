using CotAssist.Curriculum.Commands;

return CommandLine.Run(args);
