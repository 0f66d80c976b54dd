using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Evaluation.Judging;

/// <summary>Puts a filled file and the suite's tests together, as the suite's rules ask. Text only.</summary>
internal static class ProgramText
{
    /// <summary>The global usings of CotBench-CS (README.md, "How a pass is decided").</summary>
    public static readonly string CotBenchUsings = GlobalUsings(
        "System", "System.Collections.Generic", "System.Globalization", "System.IO", "System.Linq", "System.Text",
        "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks");

    /// <summary>What ImplicitUsings gives a console project.</summary>
    public static readonly string ImplicitUsings = GlobalUsings(
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks");

    /// <summary>One static method a test, T1, T2, ..., in a type that the program cannot name since it does not know it.</summary>
    public static string TestsType(string name, ImmutableArray<string> tests)
    {
        var source = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"public static class {name}").AppendLine("{");
        for (var i = 0; i < tests.Length; i++)
        {
            var test = tests[i].Trim();
            var body = test.EndsWith(';') || test.EndsWith('}') ? test : $"return {test};";
            source.AppendLine(CultureInfo.InvariantCulture, $"public static bool T{i + 1}()\n{{\n{body}\n}}");
        }

        return source.AppendLine("}").ToString();
    }

    /// <summary>
    /// The filled file with <paramref name="ending"/> where the task's After stood. An edit may have taken white space of After with it,
    /// so After is looked for without what it begins with.
    /// </summary>
    /// <returns>Null when the file no longer ends with After.</returns>
    public static string? ReplaceAfter(EvaluationTask task, string filled, string ending)
    {
        var after = task.After.TrimStart();
        return filled.EndsWith(after, StringComparison.Ordinal) ? filled[..^after.Length].TrimEnd() + "\n" + ending : null;
    }

    private static string GlobalUsings(params ReadOnlySpan<string> names)
    {
        var source = new StringBuilder();
        foreach (var name in names)
            source.AppendLine(CultureInfo.InvariantCulture, $"global using {name};");
        return source.ToString();
    }
}
