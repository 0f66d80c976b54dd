using System.Collections.Immutable;
using System.CommandLine;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Procedures;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Commands;

/// <summary>The options that say what samples are made of, and the material they name.</summary>
internal static class MaterialOptions
{
    /// <summary>Where the entries stand that are written by hand.</summary>
    public static readonly string[] Written = ["models/training/primitives", "models/training/tasks"];
    private static readonly Option<string[]> Primitives = new("--primitives") { Description = "Folders or files of primitives and tasks.", DefaultValueFactory = _ => Written, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> WordsFolder = new("--words") { Description = "Folder of names, guards and comments outside the domain.", DefaultValueFactory = _ => "models/training/words" };
    private static readonly Option<string> QueryFolder = new("--queries") { Description = "Folder of entities, conditions and outcomes.", DefaultValueFactory = _ => "models/training/queries" };
    private static readonly Option<int> QueryCount = new("--query-entries") { Description = "How many queries to draw as entries.", DefaultValueFactory = _ => 2000 };
    private static readonly Option<string> ProcedureFolder = new("--procedures") { Description = "Folder of the parts of procedures.", DefaultValueFactory = _ => "models/training/procedures" };
    private static readonly Option<int> ProcedureCount = new("--procedure-entries") { Description = "How many procedures to draw as entries.", DefaultValueFactory = _ => 2000 };

    public static Option<int> Seed { get; } = new("--seed") { DefaultValueFactory = _ => 1 };

    public static Option<Split> SplitOption { get; } = new("--split") { Description = "train, held-wordings, held-compositions, held-queries, held-procedures, held-edits or held-out-of-domain.", CustomParser = r => Enum.Parse<Split>(r.Tokens[0].Value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) };

    /// <summary>For a command that reads all material with <see cref="Load"/>.</summary>
    public static Command WithMaterial(this Command command)
    {
        command.Options.Add(Primitives);
        command.Options.Add(WordsFolder);
        return command.WithDrawn();
    }

    /// <summary>For a command that draws queries and procedures alone, with <see cref="Draw"/>.</summary>
    public static Command WithDrawn(this Command command)
    {
        foreach (var option in (Option[])[QueryFolder, QueryCount, ProcedureFolder, ProcedureCount, Seed])
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>All that is named or drawn; what could not be read is said on the error stream and left out.</summary>
    public static Material Load(ParseResult parse)
    {
        var held = parse.GetResult(SplitOption) is not null && parse.GetValue(SplitOption) is Split.HeldQueries or Split.HeldProcedures;
        var (queries, procedures, unread) = Draw(parse, held);
        var material = new Material(FilesIn(parse.GetValue(Primitives)!), parse.GetValue(WordsFolder)!, queries, procedures);
        foreach (var problem in unread.Concat(material.Problems))
        {
            Console.Error.WriteLine(problem);
        }

        Console.Error.WriteLine($"{material.Templates.Length} primitives, {material.Composable.Length} of them composable, {material.Templates.Sum(t => t.Primitive.Wordings.Length)} wordings; {material.Queries.Length} queries, {material.Procedures.Length} procedures");
        return material;
    }

    /// <param name="held">Those that training never shows.</param>
    public static (ImmutableArray<Primitive> Queries, ImmutableArray<Primitive> Procedures, ImmutableArray<Problem> Problems) Draw(ParseResult parse, bool held)
    {
        var material = new QueryMaterial(parse.GetValue(QueryFolder)!);
        var (queries, problems) = new QueryWriter(material).Draw(parse.GetValue(Seed), parse.GetValue(QueryCount), held);
        var (procedures, more) = new ProcedureWriter(new ProcedureMaterial(parse.GetValue(ProcedureFolder)!, material.Entities)).Draw(parse.GetValue(Seed), parse.GetValue(ProcedureCount), held);
        return (queries, procedures, [.. problems, .. more]);
    }

    /// <summary>The files named and those of the folders named.</summary>
    public static List<string> FilesIn(IEnumerable<string> paths) =>
        [.. paths.SelectMany(IEnumerable<string> (p) => Directory.Exists(p) ? Directory.EnumerateFiles(p, "*.txt").Order(StringComparer.Ordinal) : [p])];
}
