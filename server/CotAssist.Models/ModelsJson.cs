using System.Text.Json;
using System.Text.Json.Serialization;
using CotAssist.Models.Checkpoints;

namespace CotAssist.Models;

/// <summary>How this floor's JSON files are written: camel case, indented, unknown members refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(CheckpointCard))]
internal sealed partial class ModelsJson : JsonSerializerContext;
