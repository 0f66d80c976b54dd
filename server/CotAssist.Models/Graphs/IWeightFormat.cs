namespace CotAssist.Models.Graphs;

/// <summary>
/// How a graph stores matrices and multiplies by them: <see cref="FloatFormat"/> or <see cref="BlockQuantizedFormat"/>.
/// A matrix comes as the checkpoint holds it, row-major [outputs, inputs]. Knows nothing of layers or attention.
/// </summary>
internal interface IWeightFormat
{
    /// <summary>Adds the matrix; the name stands for it below.</summary>
    void Store(GraphBuilder graph, string name, ReadOnlyMemory<float> matrix, int outputs, int inputs);

    /// <summary>x [..., inputs] times the transposed matrix, [..., outputs].</summary>
    string Multiply(GraphBuilder graph, string x, string name, int outputs, int inputs, string result);

    /// <summary>The rows of the matrix at the given indices, [..., inputs].</summary>
    string Gather(GraphBuilder graph, string indices, string name, int outputs, int inputs, string result);
}
