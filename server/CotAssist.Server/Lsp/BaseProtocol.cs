using System.Text.Json;

namespace CotAssist.Server.Lsp;

/// <summary>Of a message whose parameters the server does not look at.</summary>
internal sealed record NoParams;

/// <summary>"$/cancelRequest" (the metamodel leaves the base protocol's messages out).</summary>
internal sealed record CancelParams
{
    public required JsonElement Id { get; init; }
}

/// <summary>"$/progress".</summary>
internal sealed record ProgressParams
{
    public required string Token { get; init; }

    public required JsonElement Value { get; init; }
}
