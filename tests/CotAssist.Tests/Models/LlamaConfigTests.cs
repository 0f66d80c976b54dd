using System.Text;
using System.Text.Json.Nodes;
using CotAssist.Models.Checkpoints;

namespace CotAssist.Tests.Models;

public sealed class LlamaConfigTests
{
    [Fact]
    public void Gives_the_architecture()
    {
        var shape = Shapes.Tiny with { HeadDim = 32, TiedEmbeddings = false, RopeTheta = 500_000 };

        var config = Parse(RandomCheckpoint.Config(shape, 1024));

        Assert.Equal(shape, config.Architecture);
        Assert.Equal(1024, config.MaxPositions);
    }

    [Fact]
    public void What_is_absent_has_the_default_of_Hugging_Face()
    {
        var config = Parse(JsonNode.Parse("""
            { "model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 300 }
            """)!.AsObject());

        Assert.Equal(new(2, 64, 4, 4, 16, 128, 300, 10_000, 1e-6, false), config.Architecture);
        Assert.Equal(2048, config.MaxPositions);
    }

    [Fact]
    public void The_rotary_base_may_stand_among_the_rope_parameters()
    {
        var json = RandomCheckpoint.Config(Shapes.Tiny, 256);
        json.Remove("rope_theta");
        json["rope_parameters"] = new JsonObject { ["rope_type"] = "default", ["rope_theta"] = 1_000_000 };

        Assert.Equal(1_000_000, Parse(json).Architecture.RopeTheta);
    }

    [Theory]
    [InlineData("architectures", """["Qwen2ForCausalLM"]""", "config.json describes Qwen2ForCausalLM; only LlamaForCausalLM checkpoints can be imported.")]
    [InlineData("model_type", "\"mistral\"", "config.json describes a model of type mistral; only checkpoints of type llama can be imported.")]
    [InlineData("hidden_act", "\"gelu\"", "config.json asks for a hidden_act other than silu, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("attention_bias", "true", "config.json asks for attention_bias, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("mlp_bias", "true", "config.json asks for mlp_bias, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("rope_scaling", """{ "rope_type": "llama3", "factor": 8 }""", "config.json asks for rope_scaling, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("rope_parameters", """{ "rope_type": "yarn" }""", "config.json asks for scaled rope_parameters, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("partial_rotary_factor", "0.5", "config.json asks for partial_rotary_factor, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("sliding_window", "4096", "config.json asks for sliding_window, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("quantization_config", "{}", "config.json asks for quantization_config, which is not supported; only plain Llama checkpoints can be imported.")]
    [InlineData("num_key_value_heads", "3", "config.json: num_attention_heads (4) must be a multiple of num_key_value_heads (3).")]
    [InlineData("head_dim", "24", "config.json: a head dimension of 24 is not supported; it must be a multiple of 16.")]
    [InlineData("head_dim", "0", "config.json: head_dim is 0; it must be positive.")]
    [InlineData("vocab_size", "-1", "config.json: vocab_size is -1; it must be positive.")]
    [InlineData("rms_norm_eps", "0", "config.json: rms_norm_eps is 0; it must be positive.")]
    [InlineData("hidden_size", "null", "config.json lacks hidden_size; it must be the config of a Hugging Face Llama checkpoint.")]
    [InlineData("hidden_size", "\"big\"", "config.json cannot be read; it must be the config of a Hugging Face Llama checkpoint.")]
    [InlineData("hidden_size", "99999999999", "config.json cannot be read; it must be the config of a Hugging Face Llama checkpoint.")]
    public void What_the_graph_would_compute_wrongly_is_refused_by_name(string member, string value, string expected)
    {
        var json = RandomCheckpoint.Config(Shapes.Tiny, 256);
        json[member] = JsonNode.Parse(value);

        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => Parse(json)).Message);
    }

    [Fact]
    public void Heads_that_do_not_divide_the_hidden_size_need_a_head_dimension()
    {
        var json = RandomCheckpoint.Config(Shapes.Tiny with { HiddenSize = 66 }, 256);
        json.Remove("head_dim");

        var error = Assert.Throws<InvalidDataException>(() => Parse(json));
        Assert.Equal("config.json: hidden_size (66) must be a multiple of num_attention_heads (4) where head_dim is not given.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"llama\"")]
    public void What_is_no_JSON_object_is_refused(string text)
    {
        var error = Assert.Throws<InvalidDataException>(() => LlamaConfig.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("config.json cannot be read; it must be the config of a Hugging Face Llama checkpoint.", error.Message);
    }

    private static LlamaConfig Parse(JsonObject json) => LlamaConfig.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
