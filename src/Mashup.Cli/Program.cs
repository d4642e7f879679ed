return await Mashup.Cli.CommandLine.RunAsync(args);
