using System.Globalization;
using System.Text;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Templates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Running;

/// <summary>
/// A solution beside its reference: each piece as the first variant of its entry, called one after the other. The two must do the same.
/// </summary>
internal static class ReferenceSource
{
    /// <summary>Solutions that can be run so: free, unguarded, without types of their own.</summary>
    public static bool CanRun(Solution solution) =>
        solution is { Header: null, Guard: null, IsStatic: true, IsProperty: false, Parameters.Length: > 0 } && solution.Types.Length == 0 && solution.ReturnType != "void"
        && solution.Pieces.All(p => p.Template.IsFree && p.Primitive.Inputs.IsEmpty && // an entry that names its inputs promises nothing for others
            p.Template.Shape.Parameters.All(q => q.Modifiers.Count == 0));

    public static string Namespace(int number) => string.Create(CultureInfo.InvariantCulture, $"S{number}");

    /// <summary>Class Solution holds the composed code in a method Run; class Reference a Run that calls the pieces.</summary>
    public static SyntaxTree Build(Solution solution, int number)
    {
        var text = new StringBuilder();
        text.Append("namespace ").Append(Namespace(number)).Append("\n{\npublic static class Solution\n{\n").Append(solution.Members).Append('\n');
        text.Append("public static ").Append(solution.Signature).Append("\n{\n").Append(Code.WithoutMarks(solution.Code)).Append("\n}\n}\n");
        text.Append("public static class Reference\n{\n");
        for (var i = 0; i < solution.Pieces.Length; i++)
        {
            var piece = solution.Pieces[i];
            var name = string.Create(CultureInfo.InvariantCulture, $"Piece{i}");
            var use = new PieceUse(piece.Template, piece.Template.Variants[0]);
            foreach (var literal in piece.Primitive.Literals)
            {
                use.Names[literal.Name] = piece.NameOf(literal.Name);
            }

            var single = Composer.Single(use, null, name);
            text.Append("public static ").Append(single.Signature).Append("\n{\n").Append(Code.WithoutMarks(single.Code)).Append("\n}\n");
        }

        text.Append("public static ").Append(solution.ReturnType).Append(" Run(").AppendJoin(", ", solution.Parameters.Select(p => $"{p.Type} {p.Name}")).Append(")\n{\n");
        var value = solution.Parameters[0].Name;
        for (var i = 0; i < solution.Pieces.Length; i++)
        {
            var piece = solution.Pieces[i];
            var arguments = piece.Template.Shape.Parameters.Skip(1).Select(p => piece.NameOf(p.Identifier.Text)).Prepend(value);
            text.Append(CultureInfo.InvariantCulture, $"var value{i} = Piece{i}({string.Join(", ", arguments)});\n");
            value = string.Create(CultureInfo.InvariantCulture, $"value{i}");
        }

        text.Append("return ").Append(value).Append(";\n}\n");
        var first = solution.Pieces[0];
        foreach (var (parameter, (values, _)) in first.Primitive.Inputs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (first.Template.Shape.Parameters.FirstOrDefault(p => p.Identifier.Text == parameter) is { Type: { } type })
            {
                text.Append("public static System.Array Input_").Append(first.NameOf(parameter)).Append("() => new ").Append(type).Append("[] { ").AppendJoin(", ", values).Append(" };\n");
            }
        }

        return Fuel.Instrument(CSharpSyntaxTree.ParseText(text.Append("}\n}\n").ToString(), VariantSource.ParseOptions));
    }
}
