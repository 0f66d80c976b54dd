namespace CotAssist.Models.Graphs;

/// <summary>
/// 32-bit weights as the checkpoint holds them. <c>FusedMatMul</c> takes the matrix transposed, so that a tied embedding
/// and LM head are one tensor.
/// </summary>
internal sealed class FloatFormat : IWeightFormat
{
    public void Store(GraphBuilder graph, string name, ReadOnlyMemory<float> matrix, int outputs, int inputs) =>
        graph.Constant(name, matrix.Span, outputs, inputs);

    public string Multiply(GraphBuilder graph, string x, string name, int outputs, int inputs, string result) =>
        graph.Node(GraphBuilder.Microsoft, "FusedMatMul", [x, name], [result], ("transB", 1));

    public string Gather(GraphBuilder graph, string indices, string name, int outputs, int inputs, string result) =>
        graph.Node("", "Gather", [name, indices], [result], ("axis", 0));
}
