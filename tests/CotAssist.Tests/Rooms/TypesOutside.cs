using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CotAssist.Tests.Rooms;

/// <summary>What a compiled assembly refers to outside of itself, read from its metadata.</summary>
internal static class TypesOutside
{
    /// <returns>Full names of types ("System.IO.File").</returns>
    public static IReadOnlyList<string> Of(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .Distinct().Order(StringComparer.Ordinal)];
    }
}
