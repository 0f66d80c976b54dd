using System.Text.Json;
using System.Text.Json.Serialization;

namespace CotAssist.Server.Lsp;

/// <summary>JSON of the base protocol's messages and of the server's own additions; Protocol.g.cs has the rest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CancelParams))]
[JsonSerializable(typeof(NoParams))]
[JsonSerializable(typeof(ProgressParams))]
[JsonSerializable(typeof(JsonElement?))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(CommandPlace))]
[JsonSerializable(typeof(StatusParams))]
[JsonSerializable(typeof(PlanChangedParams))]
internal sealed partial class ExtensionsJson : JsonSerializerContext;
