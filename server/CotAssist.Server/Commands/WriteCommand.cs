using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CotAssist.Inference;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.Text;
using Spectre.Console;

namespace CotAssist.Server.Commands;

/// <summary><c>cotassist write FILE:LINE</c>: the comment there becomes a plan, then code, streamed; <c>--apply</c> takes it into the file.</summary>
internal static class WriteCommand
{
    private const int ContextLines = 3;

    public static Command Create()
    {
        var place = new Argument<string>("place") { Description = "FILE:LINE of a comment that asks for code" };
        var apply = new Option<bool>("--apply") { Description = "Take the code into the file" };
        var noPlan = new Option<bool>("--no-plan") { Description = "Write the code straight from the comment" };
        var model = new Option<string?>("--model") { Description = "Model folder (default: the bundled starter)" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text" };
        var command = new Command("write", "Write plan and code for a comment") { place, apply, noPlan, model, json };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(() =>
        {
            var source = SourcePlace.Read(parsed.GetValue(place)!, cancellation);
            using var assistant = Failures.OpenModel(parsed.GetValue(model));
            if (assistant.ProblemWith("csharp") is { } language)
            {
                throw new InvalidDataException(language);
            }

            var quiet = parsed.GetValue(json);
            var screen = Terminal.Open();
            if (!quiet)
            {
                screen.MarkupLineInterpolated($"[bold]{Path.GetFileName(source.Path)}[/] line {source.Line}  [green]// {source.Intent.Comment.ReplaceLineEndings(" ")}[/]");
            }

            PlanResult? planned = null;
            var plan = parsed.GetValue(noPlan) ? null : source.Intent.WrittenPlan;
            if (plan is null && !parsed.GetValue(noPlan))
            {
                planned = Stream(screen, quiet, "plan", onText => assistant.Plans.Write(source.Intent, seed: 0, onText, cancellation), result => result.End);
                plan = planned.Plan;
            }

            if (planned is { Plan: null })
            {
                if (quiet)
                {
                    WriteJson(source, null, planned, null);
                }

                throw new InvalidDataException(planned.Problem);
            }

            var written = Stream(screen, quiet, "code", onText => assistant.Codes.Write(source.Intent, plan, Sampling.Greedy, onText, cancellation), result => result.End);
            if (quiet)
            {
                WriteJson(source, plan, planned, written);
            }

            if (written.Change is not { } change)
            {
                throw new InvalidDataException(written.Problem);
            }

            if (!quiet)
            {
                ShowFile(screen, source, change);
                if (written.Caution is { } caution)
                {
                    screen.MarkupLineInterpolated($"  [yellow]{caution}[/]");
                }
            }

            if (parsed.GetValue(apply))
            {
                source.Apply(change);
                Console.Error.WriteLine($"Written into {source.Path}.");
            }

            return 0;
        }));
        return command;
    }

    /// <summary>Shows text as it comes, and behind it how fast it came.</summary>
    private static T Stream<T>(IAnsiConsole screen, bool quiet, string title, Func<Action<string>?, T> write, Func<T, GenerationEnd> endOf)
    {
        if (quiet)
        {
            return write(null);
        }

        screen.MarkupLineInterpolated($"[bold blue]{title}[/]");
        var column = 0;
        var result = write(text =>
        {
            foreach (var character in text)
            {
                Console.Write(column == 0 && character != '\n' ? "  " + character : character);
                column = character == '\n' ? 0 : column + 1;
            }
        });
        if (column > 0)
        {
            Console.WriteLine();
        }

        var end = endOf(result);
        var seconds = (end.Prefill + end.Decode).TotalSeconds;
        var speed = end.Decode.TotalSeconds > 0 ? end.GeneratedTokens / end.Decode.TotalSeconds : 0;
        screen.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"  [dim]{end.GeneratedTokens} tokens in {seconds * 1000:F0} ms ({speed:F0} tokens/s; {end.PromptTokens - end.ReusedTokens} of {end.PromptTokens} prompt tokens computed)[/]");
        return result;
    }

    private static void ShowFile(IAnsiConsole screen, SourcePlace source, TextChange change)
    {
        var text = source.Text.WithChanges(change);
        var tree = source.Intent.Tree.WithChangedText(text);
        var first = text.Lines.IndexOf(change.Span.Start);
        var last = text.Lines.IndexOf(change.Span.Start + change.NewText!.Length);
        screen.MarkupLine("[bold blue]file after accepting[/]");
        for (var line = Math.Max(0, first - ContextLines); line <= Math.Min(text.Lines.Count - 1, last + ContextLines); line++)
        {
            var isNew = line >= first && line <= last;
            screen.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"  [dim]{line + 1,4}[/] {(isNew ? "[green]+[/]" : " ")} {CodeMarkup.Of(tree, text.Lines[line].Span)}"));
        }

        screen.MarkupLine("  [green]compiles[/] [dim](parsed and bound against the .NET class library before it was shown)[/]");
    }

    private static void WriteJson(SourcePlace source, Plan? plan, PlanResult? planned, CodeResult? written) =>
        Console.WriteLine(new JsonObject
        {
            ["file"] = source.Path,
            ["line"] = source.Line,
            ["comment"] = source.Intent.Comment,
            ["steps"] = plan is null ? null : new JsonArray([.. plan.Steps.Select(step => (JsonNode)step)]),
            ["code"] = written?.Code,
            ["stepOfLine"] = written is null ? null : new JsonArray([.. written.StepOfLine.Select(step => (JsonNode)step)]),
            ["edit"] = written?.Change is not { } change ? null : new JsonObject
            {
                ["start"] = change.Span.Start, ["length"] = change.Span.Length, ["newText"] = change.NewText,
            },
            ["doubt"] = written?.Doubt,
            ["problem"] = written?.Problem ?? planned?.Problem,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
}
