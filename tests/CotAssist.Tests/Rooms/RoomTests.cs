using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Generation;
using CotAssist.Evaluation.Suites;
using CotAssist.Inference;
using CotAssist.Models;
using CotAssist.Server.Lsp;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Tests.Rooms;

/// <summary>A room knows only what lies below it (server/ARCHITECTURE.md): these fail when one refers to what it must not know.</summary>
public sealed class RoomTests
{
    private const string Disk = @"System\.IO\.(File|FileInfo|FileStream|Directory|DirectoryInfo|Path)", Json = @"System\.Text\.Json\..*",
        Network = @"System\.Net\.(?!WebUtility$).*", Compiler = @"Microsoft\.CodeAnalysis\..*", Runtime = @"Microsoft\.ML\..*", Weights = @"Google\.Protobuf\..*",
        Terminal = @"Spectre\.Console\..*|System\.CommandLine\..*|System\.Console", Processes = @"System\.Diagnostics\.Process.*";

    /// <summary>Of each room: a type in it, the rooms it may know, and what it must never hear of.</summary>
    public static TheoryData<Type, string[], string[]> Rooms() => new()
    {
        { typeof(ICausalModel), [], [Network, Compiler, Weights, Terminal, Processes, @"System\.Uri"] },
        { typeof(ModelFolder), ["Inference"], [Network, Compiler, Terminal, Processes] },
        { typeof(Intent), ["Inference"], [Disk, Json, Network, Runtime, Weights, Terminal, Processes, @"System\.Uri"] },
        { typeof(Suite), ["Inference", "Models", "Synthesis"], [Network, Runtime, Weights, @"Spectre\.Console\..*", @"System\.CommandLine\..*"] },
        { typeof(Endpoint), ["Inference", "Models", "Synthesis", "Evaluation"], [Network, Runtime, Weights] },
        { typeof(SampleSource), ["Inference", "Synthesis"], [Network, Runtime, Weights] },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void ARoomKnowsOnlyWhatLiesBelowIt(Type room, string[] below, string[] forbidden)
    {
        using var assembly = File.OpenRead(room.Assembly.Location);

        Assert.Empty(Forbidden(TypesOutside.Of(assembly), [.. forbidden, $@"CotAssist\.(?!({string.Join('|', below)})\.).*"]));
    }

    [Theory]
    [InlineData("class C { string Read() => System.IO.File.ReadAllText(\"x\"); }", Disk, "System.IO.File")]
    [InlineData("class C { object Connect() => new System.Net.Sockets.TcpClient(); }", Network, "System.Net.Sockets.TcpClient")]
    [InlineData("class C { object Camel() => System.Text.Json.JsonNamingPolicy.CamelCase; }", Json, "System.Text.Json.JsonNamingPolicy")]
    public void AForbiddenReferenceIsFound(string code, string forbidden, string found)
    {
        var compilation = CSharpCompilation.Create("room", [CSharpSyntaxTree.ParseText(code)], Synthesis.Scripted.References, new(OutputKind.DynamicallyLinkedLibrary));
        var assembly = new MemoryStream();
        Assert.True(compilation.Emit(assembly).Success);
        assembly.Position = 0;

        Assert.Equal([found], Forbidden(TypesOutside.Of(assembly), [forbidden]));
    }

    [Fact]
    public void TheEditorsSideNeverSeesAPromptOrALogit()
    {
        var sources = SourcesUnder("server/CotAssist.Server/Lsp", "*.cs");

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, file => Regex.IsMatch(File.ReadAllText(file), @"\b(PromptBuilder|Prompt|Markers|Tokenizer|TokenDecoder|Generator|ICausalModel|OnnxModel|Logits)\b"));
    }

    [Fact]
    public void AClientKnowsItsEditorAndTheProtocolOnly()
    {
        var sources = SourcesUnder("client-vscode/src", "*.ts");

        Assert.NotEmpty(sources);
        Assert.All(sources.SelectMany(file => Regex.Matches(File.ReadAllText(file), @"from '([^']+)'")), import =>
            Assert.Matches(@"^(vscode|vscode-languageclient/node|node:path|\./\w+)$", import.Groups[1].Value));
    }

    private static IEnumerable<string> Forbidden(IEnumerable<string> types, string[] patterns) =>
        types.Where(type => Array.Exists(patterns, pattern => Regex.IsMatch(type, $"^({pattern})$")));

    private static string[] SourcesUnder(string folder, string pattern, [CallerFilePath] string here = "") =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", folder), pattern, SearchOption.AllDirectories);
}
