using System.Runtime.InteropServices;
using CotAssist.Models.Graphs.Onnx;
using Google.Protobuf;
using DataType = CotAssist.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace CotAssist.Models.Graphs;

/// <summary>
/// Collects the nodes, initializers, inputs and outputs of an ONNX graph. A node is named after its first output.
/// Knows the file format, not the model that is being written.
/// </summary>
internal sealed class GraphBuilder(ExternalDataFile data)
{
    /// <summary>ONNX Runtime's own operators.</summary>
    public const string Microsoft = "com.microsoft";

    // ONNX 1.12: the newest that every ONNX Runtime able to run our operators reads.
    private const int IrVersion = 8, Opset = 17;

    // Smaller tensors stay in the graph, where ONNX Runtime can fold them.
    private const int SmallestExternal = 1024;

    private readonly GraphProto graph = new() { Name = "decoder" };

    public void Input(string name, DataType type, params ReadOnlySpan<object> shape) => graph.Input.Add(Value(name, type, shape));

    public void Output(string name, DataType type, params ReadOnlySpan<object> shape) => graph.Output.Add(Value(name, type, shape));

    /// <param name="inputs">An empty name leaves an optional input out.</param>
    /// <param name="attributes">Values are int, float or double.</param>
    /// <returns>The first output.</returns>
    public string Node(string domain, string op, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new NodeProto
        {
            Name = outputs[0] + "/" + op,
            OpType = op,
            Domain = domain,
            Input = { inputs.ToArray() },
            Output = { outputs.ToArray() },
        };
        foreach (var (name, value) in attributes)
        {
            node.Attribute.Add(value is int number
                ? new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number }
                : new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = Convert.ToSingle(value, null) });
        }

        graph.Node.Add(node);
        return outputs[0];
    }

    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> dims) => Add(name, DataType.Float, dims, values);

    public string Constant(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<long> dims) => Add(name, DataType.Uint8, dims, values);

    public string Constant(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> dims) => Add(name, DataType.Int64, dims, values);

    /// <summary>A second name and shape for the bytes of an initializer in the data file.</summary>
    public string Alias(string name, string of, params ReadOnlySpan<long> dims)
    {
        var alias = graph.Initializer.Single(tensor => tensor.Name == of).Clone();
        alias.Name = name;
        alias.Dims.Clear();
        alias.Dims.Add(dims.ToArray());
        graph.Initializer.Add(alias);
        return name;
    }

    public ModelProto Build()
    {
        // An alias may have taken the place of the initializer whose bytes it shares.
        var read = graph.Node.SelectMany(node => node.Input).ToHashSet();
        foreach (var unread in graph.Initializer.Where(tensor => !read.Contains(tensor.Name)).ToList())
        {
            graph.Initializer.Remove(unread);
        }

        return new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "CotAssist",
            Graph = graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Domain = "", Version = Opset },
                new OperatorSetIdProto { Domain = Microsoft, Version = 1 },
            },
        };
    }

    private string Add<T>(string name, DataType type, ReadOnlySpan<long> dims, ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = (long)values.Length * Marshal.SizeOf<T>();
        graph.Initializer.Add(bytes >= SmallestExternal
            ? data.Append(name, type, dims, values)
            : new TensorProto
            {
                Name = name,
                DataType = (int)type,
                Dims = { dims.ToArray() },
                RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
            });
        return name;
    }

    private static ValueInfoProto Value(string name, DataType type, ReadOnlySpan<object> shape)
    {
        var dims = new TensorShapeProto();
        foreach (var dim in shape)
        {
            dims.Dim.Add(dim is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = (int)dim });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dims } },
        };
    }
}
