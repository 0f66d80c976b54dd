using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Procedures;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Tests.Curriculum;

/// <summary>The repository's own material, read once for all tests; the one place that knows where it lies.</summary>
internal static class TeacherMaterial
{
    private static readonly Lazy<QueryWriter> Writer = new(() => new(new QueryMaterial(Path.Combine(Training, "queries"))));
    private static readonly Lazy<ProcedureWriter> ProcedureDrawer = new(() => new(new ProcedureMaterial(Path.Combine(Training, "procedures"), new QueryMaterial(Path.Combine(Training, "queries")).Entities)));
    private static readonly Lazy<Material> Read = new(() => new Material(Files, Path.Combine(Training, "words"), Queries.Draw(seed: 7, count: 150, held: false).Entries, Procedures.Draw(seed: 7, count: 150, held: false).Entries));

    public static Material Material => Read.Value;

    public static QueryWriter Queries => Writer.Value;

    public static ProcedureWriter Procedures => ProcedureDrawer.Value;

    /// <summary>All primitives, a tenth of the tasks: `check` needs minutes for all of these.</summary>
    public static string[] Files => [.. In("primitives"), .. In("tasks").Where((_, index) => index % 10 == 0)];

    public static string Fixture(string name) => Path.Combine(Root, "tests", "fixtures", "curriculum", name);

    private static IEnumerable<string> In(string folder) => Directory.GetFiles(Path.Combine(Training, folder), "*.txt").Order(StringComparer.Ordinal);

    private static string Training => Path.Combine(Root, "models", "training");

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "CotAssist.sln")))
            {
                folder = folder.Parent!;
            }

            return folder.FullName;
        }
    }
}
