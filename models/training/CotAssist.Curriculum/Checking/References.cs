using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CotAssist.Curriculum.Checking;

/// <summary>The framework that curriculum code is compiled against: the running one, read once.</summary>
public static class References
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Loaded = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "netstandard.dll" or "mscorlib.dll")
            .Where(p => !Path.GetFileName(p).StartsWith("System.CommandLine", StringComparison.Ordinal))
            .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p))]);

    public static ImmutableArray<MetadataReference> All => Loaded.Value;

    /// <summary>The SDK's implicit usings and three that everyday code always wants.</summary>
    public const string GlobalUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Globalization;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text;
        global using System.Text.RegularExpressions;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;
}
