using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace CotAssist.Evaluation.Judging;

/// <summary>Reference assemblies that programs are compiled against: the running shared framework, and nothing of this product.</summary>
public static class FrameworkReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = new(Load);

    public static ImmutableArray<MetadataReference> All => Framework.Value;

    /// <summary>One assembly of this process, from its file, or from memory in a single-file program.</summary>
    public static unsafe MetadataReference Of(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var bytes, out var length))
            throw new InvalidOperationException($"{assembly.GetName().Name} has no metadata.");
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)bytes, length)).GetReference(display: assembly.GetName().Name);
    }

    private static ImmutableArray<MetadataReference> Load()
    {
        var folder = RuntimeEnvironment.GetRuntimeDirectory();
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var files = trusted.Where(path => Path.GetDirectoryName(path) == Path.TrimEndingDirectorySeparator(folder) && File.Exists(path)).ToArray();
        if (files.Length > 0)
            return [.. files.Select(path => MetadataReference.CreateFromFile(path))];

        // Single file: the framework lies inside the executable and is reached by name, its private parts through those that name them.
        var loaded = new Dictionary<string, Assembly>();
        var open = new Stack<string>(Resources.Read("framework-assemblies.txt").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        while (open.TryPop(out var name))
        {
            if (loaded.ContainsKey(name))
                continue;
            loaded[name] = Assembly.Load(name);
            foreach (var referenced in loaded[name].GetReferencedAssemblies().Where(referenced => referenced.Name!.StartsWith("System.Private.", StringComparison.Ordinal)))
                open.Push(referenced.Name!);
        }

        return [.. loaded.Values.Select(Of)];
    }
}
