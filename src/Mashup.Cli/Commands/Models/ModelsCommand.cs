using System.CommandLine;
using System.Text.Json.Nodes;
using Mashup.Cli.Output;
using Mashup.Sdk;
using Mashup.Sdk.Gpu.Models;
using Spectre.Console;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup models</c>: separation models and their manifests.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "Separation models and their manifests: installed, checked, deleted; nothing is fetched unasked.")
    {
        List(), Add(), Verify(), Remove(),
    };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document and nothing else." };
        var command = new Command("list", "Lists the installed models; a model's name goes to --separator.") { json };
        command.SetAction(parsed =>
        {
            var store = new ModelStore();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(Document(store.List()).ToJsonString());
            }
            else if (store.List() is { Count: > 0 } models)
            {
                Print(models);
            }
            else
            {
                Console.WriteLine($"No models are installed in {store.Folder}; the built-in separator needs none.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Add()
    {
        var source = new Argument<string>("FILE-OR-URL") { Description = "A manifest (.json) with its files beside it, or a model (.onnx) with its manifest beside it." };
        var manifest = new Option<string?>("--manifest") { Description = "The manifest, where it lies elsewhere.", HelpName = "FILE" };
        var accept = new Option<bool>("--accept-licence") { Description = "You have read the licence of the weights and accept it." };
        var command = new Command("add", "Installs a model, after showing the licence of its weights.") { source, manifest, accept };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var accepted = parsed.GetValue(accept);
            var asked = false;
            try
            {
                var model = await new ModelStore().AddAsync(parsed.GetRequiredValue(source), parsed.GetValue(manifest), Ask, null, cancellationToken);
                Console.WriteLine($"{model.Name} is installed; use it with --separator {model.Name}.");
                return ExitCode.Done;
            }
            catch (MashupException) when (asked && !accepted)
            {
                Terminal.Error("Nothing is installed. Where you accept that licence, say so with --accept-licence.");
                return ExitCode.WrongCommandLine;
            }

            bool Ask(ModelOffer offer)
            {
                asked = true;
                Terminal.Note($"{offer.Name}{(offer.Source.Length > 0 ? $", from {offer.Source}" : "")}");
                Terminal.Note($"Licence of the weights: {offer.Licence}");
                return accepted;
            }
        });
        return command;
    }

    private static Command Verify()
    {
        var names = new Argument<string[]>("NAMES") { Description = "Models; all where none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("verify", "Holds files against their hashes, and manifests against their graphs.") { names };
        command.SetAction((parsed, cancellationToken) =>
        {
            var store = new ModelStore();
            var models = parsed.GetValue(names) is { Length: > 0 } named ? named : [.. store.List().Select(m => m.Name)];
            var code = ExitCode.Done;
            foreach (var name in models)
            {
                try
                {
                    store.Verify(name, cancellationToken);
                    Console.WriteLine($"{name}: as its manifest says");
                }
                catch (MashupException exception)
                {
                    Terminal.Error($"{name}: {exception.Message}");
                    code = ExitCode.Of(exception);
                }
            }

            if (models.Length == 0)
            {
                Console.WriteLine("No models are installed: nothing to verify.");
            }

            return Task.FromResult(code);
        });
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("NAME") { Description = "The model." };
        var command = new Command("remove", "Deletes an installed model.") { name };
        command.SetAction(parsed =>
        {
            new ModelStore().Remove(parsed.GetRequiredValue(name));
            Console.WriteLine($"{parsed.GetRequiredValue(name)} is deleted.");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(IReadOnlyList<InstalledModel> models)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("model").AddColumn("family").AddColumn("stems").AddColumn(new TableColumn("MB").RightAligned()).AddColumn("licence");
        foreach (var model in models)
        {
            table.AddRow(
                $"[bold]{Markup.Escape(model.Name)}[/]",
                Markup.Escape(model.Family),
                Markup.Escape(string.Join(' ', model.Stems)),
                FormattableString.Invariant($"{model.Bytes / 1e6:0.0}"),
                Markup.Escape(model.Problem ?? model.Licence));
        }

        Terminal.Stdout.Write(table);
    }

    private static JsonObject Document(IReadOnlyList<InstalledModel> models) => new()
    {
        ["schema"] = "mashup.models/1",
        ["models"] = new JsonArray(
        [
            .. models.Select(m => (JsonNode)new JsonObject
            {
                ["name"] = m.Name,
                ["family"] = m.Family,
                ["stems"] = new JsonArray([.. m.Stems.Select(s => (JsonNode)s)]),
                ["bytes"] = m.Bytes,
                ["licence"] = m.Licence,
                ["source"] = m.Source,
                ["problem"] = m.Problem,
            }),
        ]),
    };
}
