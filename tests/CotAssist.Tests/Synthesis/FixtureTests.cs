using System.Runtime.CompilerServices;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Tests.Synthesis;

/// <summary>
/// Each file under tests/fixtures/synthesis shows a source with its caret and the model's scripted words, and, as goldens, the
/// prompt that the model reads and the document after the code was accepted, or why it is not shown. Each runs with both line
/// ends. UPDATE=1 in the environment writes the goldens anew.
/// </summary>
public sealed class FixtureTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE") == "1";

    public static TheoryData<string> Names() =>
        [.. Directory.EnumerateFiles(Folder(), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheModelReadsAndTheFileBecomesWhatTheFixtureSays(string name)
    {
        var path = Path.Combine(Folder(), name + ".txt");
        var sections = Read(path);
        var goldens = Goldens(sections["source"], sections.GetValueOrDefault("code"), "\n");
        if (Update)
        {
            var given = sections.Where(section => section.Key is "source" or "code");
            File.WriteAllText(path, string.Concat(given.Concat(goldens).Select(section => $"=== {section.Key}\n{section.Value}\n")));
            return;
        }

        Assert.Equal(sections.Where(section => section.Key is not ("source" or "code")).ToDictionary(), goldens);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CarriageReturnsChangeNothingElse(string name)
    {
        var sections = Read(Path.Combine(Folder(), name + ".txt"));

        var goldens = Goldens(sections["source"].ReplaceLineEndings("\r\n"), sections.GetValueOrDefault("code"), "\r\n");

        Assert.All(goldens, golden => Assert.Equal(golden.Key == "accepted" ? sections[golden.Key].ReplaceLineEndings("\r\n") : sections[golden.Key], golden.Value));
    }

    private static Dictionary<string, string> Goldens(string source, string? code, string newLine)
    {
        var caret = source.IndexOf('¦');
        var tree = CSharpSyntaxTree.ParseText(source.Remove(caret, 1) + newLine);
        if (IntentFinder.FindAt(tree, caret, default) is not { } intent)
        {
            return new() { ["prompt"] = "none: no comment asks for code here" };
        }

        var prompt = intent.WrittenPlan is { } plan ? PromptBuilder.ForCode(intent, plan, traced: false) : PromptBuilder.ForPlan(intent);
        var goldens = new Dictionary<string, string> { ["prompt"] = string.Concat(prompt.Parts.Select(part => part.IsMarker ? $"\n{part}\n" : part.ToString())).Replace("\n\n", "\n", StringComparison.Ordinal).Trim('\n') };
        if (code is not null)
        {
            var result = Scripted.Code(source + newLine, code, intent.WrittenPlan);
            goldens.Add(result.Problem is null ? "accepted" : "problem", result.Problem ?? Scripted.Accepted(source + newLine, result)[..^newLine.Length]);
        }

        return goldens;
    }

    private static Dictionary<string, string> Read(string path) =>
        ("\n" + File.ReadAllText(path).ReplaceLineEndings("\n")).Split("\n=== ").Skip(1)
            .Select(section => section.Split('\n', 2))
            .ToDictionary(section => section[0], section => section[1].TrimEnd('\n'));

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "fixtures", "synthesis");
}
