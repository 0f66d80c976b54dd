using System.Globalization;
using System.Text.Json;

namespace CotAssist.Models.Checkpoints;

/// <summary>
/// What <c>config.json</c> of a Hugging Face Llama checkpoint says. A feature that our graph does not compute is refused by
/// name, since leaving it out would give a model that runs and is wrong. Defaults are those of Hugging Face's LlamaConfig.
/// </summary>
/// <param name="MaxPositions">Tokens the model was trained for.</param>
internal sealed record LlamaConfig(ModelArchitecture Architecture, int MaxPositions)
{
    // ONNX Runtime's rotary kernel takes head sizes in these steps.
    private const int HeadDimStep = 16;

    /// <exception cref="InvalidDataException">Not a Llama config, or one with a feature we lack; one sentence names it.</exception>
    public static LlamaConfig Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8Json);
            return Parse(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("config.json cannot be read; it must be the config of a Hugging Face Llama checkpoint.", error);
        }
    }

    private static LlamaConfig Parse(JsonElement config)
    {
        RefuseWhatWeLack(config);
        var hidden = Size(config, "hidden_size");
        var heads = Size(config, "num_attention_heads");
        var keyValueHeads = Size(config, "num_key_value_heads", heads);
        if (heads % keyValueHeads != 0)
        {
            throw new InvalidDataException($"config.json: num_attention_heads ({heads}) must be a multiple of num_key_value_heads ({keyValueHeads}).");
        }

        if (Find(config, "head_dim") is null && hidden % heads != 0)
        {
            throw new InvalidDataException($"config.json: hidden_size ({hidden}) must be a multiple of num_attention_heads ({heads}) where head_dim is not given.");
        }

        var headDim = Size(config, "head_dim", hidden / heads);
        if (headDim % HeadDimStep != 0)
        {
            throw new InvalidDataException($"config.json: a head dimension of {headDim} is not supported; it must be a multiple of {HeadDimStep}.");
        }

        var architecture = new ModelArchitecture(
            Size(config, "num_hidden_layers"), hidden, heads, keyValueHeads, headDim,
            Size(config, "intermediate_size"), Size(config, "vocab_size"),
            RopeTheta(config),
            Positive(config, "rms_norm_eps", 1e-6),
            Find(config, "tie_word_embeddings")?.GetBoolean() ?? false);
        return new LlamaConfig(architecture, Size(config, "max_position_embeddings", 2048));
    }

    private static void RefuseWhatWeLack(JsonElement config)
    {
        var type = Find(config, "model_type")?.GetString();
        var architectures = Find(config, "architectures")?.EnumerateArray().Select(name => name.GetString()).ToArray() ?? [];
        if (architectures is not ([] or ["LlamaForCausalLM"]))
        {
            throw new InvalidDataException($"config.json describes {string.Join(", ", architectures)}; only LlamaForCausalLM checkpoints can be imported.");
        }

        if (type != "llama")
        {
            throw new InvalidDataException($"config.json describes a model of type {type ?? "unknown"}; only checkpoints of type llama can be imported.");
        }

        Refuse("a hidden_act other than silu", Find(config, "hidden_act")?.GetString() is not (null or "silu"));
        Refuse("attention_bias", Find(config, "attention_bias")?.GetBoolean() ?? false);
        Refuse("mlp_bias", Find(config, "mlp_bias")?.GetBoolean() ?? false);
        Refuse("rope_scaling", Find(config, "rope_scaling") is { } scaling && RopeType(scaling) != "default");
        Refuse("scaled rope_parameters", Find(config, "rope_parameters") is { } rope && RopeType(rope) is not (null or "default"));
        Refuse("partial_rotary_factor", Find(config, "partial_rotary_factor")?.GetDouble() is not (null or 1));
        Refuse("sliding_window", Find(config, "sliding_window") is not null && (Find(config, "use_sliding_window")?.GetBoolean() ?? true));
        Refuse("quantization_config", Find(config, "quantization_config") is not null);
    }

    private static string? RopeType(JsonElement rope) => (Find(rope, "rope_type") ?? Find(rope, "type"))?.GetString();

    // Since transformers 5 the base stands among the rope_parameters.
    private static double RopeTheta(JsonElement config) =>
        Find(config, "rope_parameters") is { } rope && Find(rope, "rope_theta") is not null
            ? Positive(rope, "rope_theta", 0)
            : Positive(config, "rope_theta", 10_000);

    private static void Refuse(string feature, bool present)
    {
        if (present)
        {
            throw new InvalidDataException($"config.json asks for {feature}, which is not supported; only plain Llama checkpoints can be imported.");
        }
    }

    private static int Size(JsonElement config, string name, int? whenAbsent = null)
    {
        var size = Find(config, name) is { } value ? value.GetInt32() : whenAbsent
            ?? throw new InvalidDataException($"config.json lacks {name}; it must be the config of a Hugging Face Llama checkpoint.");
        return size > 0 ? size : throw new InvalidDataException($"config.json: {name} is {size}; it must be positive.");
    }

    private static double Positive(JsonElement config, string name, double whenAbsent)
    {
        var number = Find(config, name)?.GetDouble() ?? whenAbsent;
        return number > 0 && double.IsFinite(number)
            ? number
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"config.json: {name} is {number}; it must be positive."));
    }

    // A member that is null counts as absent.
    private static JsonElement? Find(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
