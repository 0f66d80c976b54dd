using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CotAssist.Inference;

namespace CotAssist.Server.Commands;

/// <summary><c>cotassist plan FILE:LINE</c>: the plan for the comment there.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var place = new Argument<string>("place") { Description = "FILE:LINE of a comment that asks for code" };
        var model = new Option<string?>("--model") { Description = "Model folder (default: the bundled starter)" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text" };
        var command = new Command("plan", "Write the plan for a comment") { place, model, json };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(() =>
        {
            var source = SourcePlace.Read(parsed.GetValue(place)!, cancellation);
            using var assistant = Failures.OpenModel(parsed.GetValue(model));
            if (assistant.ProblemWith("csharp") is { } language)
            {
                throw new InvalidDataException(language);
            }

            var result = assistant.Plans.Write(source.Intent, seed: 0, null, cancellation);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(new JsonObject
                {
                    ["file"] = source.Path,
                    ["line"] = source.Line,
                    ["comment"] = source.Intent.Comment,
                    ["steps"] = result.Plan is null ? null : new JsonArray([.. result.Plan.Steps.Select(step => (JsonNode)step)]),
                    ["outOfDomain"] = result.OutOfDomain,
                    ["problem"] = result.Problem,
                    ["meanLogProbability"] = result.MeanLogProbability,
                    ["milliseconds"] = (result.End.Prefill + result.End.Decode).TotalMilliseconds,
                }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            }
            else if (result.Plan is not null)
            {
                Console.WriteLine(result.Plan);
            }
            else
            {
                Console.Error.WriteLine(result.Problem);
            }

            return result.Plan is null ? 1 : 0;
        }));
        return command;
    }
}
