using System.Text.Json.Serialization;

namespace CotAssist.Server.Lsp;

/// <summary>JSON of the server's own additions to the protocol, in the protocol's style.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommandPlace))]
[JsonSerializable(typeof(StatusParams))]
[JsonSerializable(typeof(PlanChangedParams))]
internal sealed partial class ExtensionsJson : JsonSerializerContext;
