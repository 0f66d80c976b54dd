using CotAssist.Models;

namespace CotAssist.Tests.Models;

/// <summary>Small decoders that between them have every property the graph must get right.</summary>
internal static class Shapes
{
    private static readonly Dictionary<string, ModelArchitecture> All = new()
    {
        ["grouped queries, tied"] = new(2, 64, 4, 2, 16, 128, 300, 10_000, 1e-5, true),
        ["one key-value head a query head, untied"] = new(3, 96, 3, 3, 32, 160, 333, 500_000, 1e-6, false),
        ["heads wider than the hidden state, tied"] = new(2, 64, 4, 1, 48, 96, 300, 10_000, 1e-5, true),
        ["no size a multiple of a block, tied"] = new(2, 72, 2, 1, 48, 100, 321, 10_000, 1e-5, true),
        ["no size a multiple of a block, untied"] = new(1, 50, 3, 1, 16, 77, 301, 10_000, 1e-5, false),
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The first of them, where any will do.</summary>
    public static ModelArchitecture Tiny => Named("grouped queries, tied");

    public static ModelArchitecture Named(string name) => All[name];
}
