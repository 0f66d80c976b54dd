using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Templates;

namespace CotAssist.Curriculum.Generation;

/// <summary>Writes the code of a solution from its pieces: one primitive as it is, or several piped into one another.</summary>
public sealed partial class Composer(Renamer renamer, Random random)
{
    private const int LongChain = 72;

    /// <summary>A primitive that stands alone, with all that its entry declares.</summary>
    public static Solution Single(PieceUse use, Guard? guard, string? methodName)
    {
        var template = use.Template;
        string Name(Slot slot) => SlotText(use, slot, methodName);

        var steps = Enumerable.Range(0, template.Primitive.Steps.Length)
            .Select(i => new StepUse(use, i, template.Shape.Parameters.Length > 0 ? use.NameOf(template.SubjectName) : null, template.Shape.Parameters.Length > 0 ? template.SubjectType : "")).ToList();
        var body = use.Variant.Body.Render(Name);
        var marked = template.Primitive.Steps.Length == 1 && Code.Marks(body).IsEmpty;
        if (marked)
        {
            body = Code.Mark(1) + body;
        }

        var lead = use.Variant.Lead.Render(Name);
        var solution = new Solution
        {
            Pieces = [use],
            Guard = guard,
            Steps = [.. steps],
            Header = template.Primitive.Class is null ? null : template.Header.Render(Name),
            Members = template.Members.Render(Name),
            Types = template.Types.Render(Name),
            MethodName = methodName ?? use.NameOf(template.Shape.Name),
            Signature = WithTypes(template.Signature.Render(Name), use),
            IsStatic = template.Shape.IsStatic,
            IsProperty = template.Shape.IsProperty,
            ReturnType = ReturnTypeOf(use),
            Parameters = [.. template.Shape.Parameters.Select(p => (TypeOf(use, p.Identifier.Text), use.NameOf(p.Identifier.Text)))],
            Code = body,
            Expression = use.Variant.Expression is { } e ? Code.Mark(1) + e.Render(Name) : null,
            Straight = use.Variant.IsStraight
                ? ((marked && lead.Length > 0 ? Code.Mark(1) : "") + lead, (marked && lead.Length == 0 ? Code.Mark(1) : use.Variant.ResultMark) + use.Variant.Result.Render(Name))
                : null,
        };
        return guard is null ? solution : Guarded(solution, guard);
    }

    /// <summary>The pieces piped into one another. Every piece that the code itself carries out must be straight.</summary>
    public Solution Pipe(ImmutableArray<PieceUse> pieces, Guard? guard, string methodName, ComposerStyle style)
    {
        var steps = new List<StepUse>();
        var code = new List<string>();
        var parameters = new List<(string Type, string Name)> { (TypeOf(pieces[0], pieces[0].Template.SubjectName), pieces[0].NameOf(pieces[0].Template.SubjectName)) };
        var current = parameters[0].Name;
        var helpers = new List<string>();
        for (var i = 0; i < pieces.Length; i++)
        {
            var piece = pieces[i];
            parameters.AddRange(piece.Template.Shape.Parameters.Skip(1).Select(p => (TypeOf(piece, p.Identifier.Text), piece.NameOf(p.Identifier.Text))));
            var subjectSlots = piece.Variant.Body.Slots.Count(s => s.Name == piece.Template.SubjectName && s.Kind == NameKind.Parameter);
            var last = i == pieces.Length - 1;
            var canInline = piece.Helper is not null
                || piece.Variant.Expression is { } e && (Code.IsName(current) || subjectSlots == 1
                    && e.Slots.First(s => s.Name == piece.Template.SubjectName).Site is not SlotSite.NameOnly && CanStandIn(current, e, piece.Template.SubjectName));
            if (!Code.IsName(current) && (!canInline || style == ComposerStyle.Statements || style == ComposerStyle.Mixed && random.Percent(40)))
            {
                var name = renamer.Fresh(ResultName(pieces[i - 1]));
                code.Add(Declare(name, current, ReturnTypeOf(pieces[i - 1])));
                current = name;
            }

            var subjectName = Code.IsName(current) ? Code.WithoutMarks(current) : null;
            var offset = steps.Count;
            var subjectType = i == 0 ? parameters[0].Type : pieces[i - 1].Template.Shape.ReturnType;
            for (var s = 0; s < (piece.Helper is null ? piece.Primitive.Steps.Length : 1); s++)
            {
                steps.Add(new(piece, s, subjectName, subjectType, IsPiped: i > 0));
            }

            if (piece.Helper is not null)
            {
                helpers.Add(HelperText(piece));
                var arguments = string.Join(", ", piece.Template.Shape.Parameters.Skip(1).Select(p => piece.NameOf(p.Identifier.Text)).Prepend(current));
                current = $"{Code.Mark(offset + 1)}{piece.Helper}({arguments})";
            }
            else if (piece.Variant.Expression is { } expression && canInline)
            {
                current = Inline(piece, expression, current, offset + 1);
            }
            else
            {
                string Name(Slot slot) => slot.Name == piece.Template.SubjectName && slot.Kind == NameKind.Parameter ? current : SlotText(piece, slot, null);

                var single = piece.Primitive.Steps.Length == 1;
                string result;
                if (piece.Variant.ResultLocal is { } local)
                {
                    var name = renamer.Fresh(last ? piece.NameOf(local) : ResultName(piece));
                    piece.Names[local] = name;
                    result = name;
                }
                else
                {
                    result = piece.Variant.Result.Render(Name);
                }

                var lead = piece.Variant.Lead.Render(Name);
                if (single)
                {
                    lead = lead.Length > 0 ? Code.Mark(1) + lead : lead;
                    result = lead.Length > 0 ? result : Code.Mark(1) + result;
                }
                else if (!Code.IsName(result) || last)
                {
                    result = piece.Variant.ResultMark + result;
                }

                if (lead.Length > 0)
                {
                    code.Add(Code.Remark(lead, n => n + offset));
                }

                current = Code.Remark(result, n => n + offset);
            }

            if (!last && style == ComposerStyle.Statements && !Code.IsName(current))
            {
                var name = renamer.Fresh(ResultName(piece));
                code.Add(Declare(name, current, ReturnTypeOf(piece)));
                current = name;
            }
        }

        var leadText = string.Join('\n', code);
        var resultText = BreakLines(current);
        var solution = new Solution
        {
            Pieces = pieces,
            Guard = guard,
            Steps = [.. steps],
            Header = null,
            Members = string.Join("\n\n", helpers),
            Types = pieces.Select(p => p.Template.Types.Render(s => SlotText(p, s, null))).FirstOrDefault(t => t.Length > 0) ?? "",
            MethodName = methodName,
            Signature = $"{ReturnTypeOf(pieces[^1])} {methodName}({string.Join(", ", parameters.Select(p => $"{p.Type} {p.Name}"))})",
            IsStatic = true,
            IsProperty = false,
            ReturnType = ReturnTypeOf(pieces[^1]),
            Parameters = [.. parameters],
            Code = (leadText.Length > 0 ? leadText + "\n" : "") + Return(resultText),
            Expression = leadText.Length == 0 ? resultText : null,
            Straight = (leadText, resultText),
        };
        return guard is null ? solution : Guarded(solution, guard);
    }

    /// <summary>The statement that keeps an expression; its mark moves to the statement's start.</summary>
    /// <param name="type">For a collection expression, which has no type of its own.</param>
    public static string Declare(string name, string expression, string type)
    {
        var (mark, code) = LeadingMark(expression);
        return $"{mark}{(Code.WithoutMarks(code).StartsWith('[') ? type : "var")} {name} = {code};";
    }

    public static string Return(string expression)
    {
        var (mark, code) = LeadingMark(expression);
        return $"{mark}return {code};";
    }

    /// <summary>Takes the mark off an expression's start, when its step is the first to be executed.</summary>
    public static (string Mark, string Code) LeadingMark(string expression)
    {
        var end = expression.StartsWith("/*§", StringComparison.Ordinal) ? expression.IndexOf("*/", StringComparison.Ordinal) + 2 : 0;
        if (end == 0 || PlanOrder.Of(expression, true)[0] != Code.Marks(expression)[0])
        {
            return ("", expression);
        }

        return (expression[..end], expression[end..]);
    }

    public static string TypeOf(PieceUse use, string parameter) =>
        use.ParameterTypes.GetValueOrDefault(parameter) ?? Renamed(use, use.Template.Shape.Parameters.First(p => p.Identifier.Text == parameter).Type!.ToString());

    public static string ReturnTypeOf(PieceUse use) => use.ParameterTypes.GetValueOrDefault("") ?? Renamed(use, use.Template.Shape.ReturnType);

    /// <summary>A good name for what a piece gives.</summary>
    public static string ResultName(PieceUse piece)
    {
        var known = piece.Template.Variants.Select(v => v.ResultLocal).FirstOrDefault(l => l is { Length: > 2 } and not ("result" or "output" or "list" or "res" or "results" or "items" or "builder" or "copy"));
        if (known is not null && !Renamer.IsKeyword(known))
        {
            return known;
        }

        // "plain-first-word-of" groups its entry with others like it and says what it is of; neither belongs into a name.
        var words = piece.Id.Split('-').SkipWhile(w => w == "plain").ToList();
        if (Participles.TryGetValue(words[0], out var participle))
        {
            return participle;
        }

        var parts = words.SkipWhile((w, i) => i == 0 && Verbs.Contains(w)).ToList();
        if (parts is [.., "of"])
        {
            parts.RemoveAt(parts.Count - 1);
        }

        var name = parts.Count is 0 or > 3 ? "" : Renamer.Camel(string.Join(' ', parts));
        return name.Length is < 3 or > 18 || Renamer.IsKeyword(name) || char.IsDigit(name[0])
            ? Code.IsCollection(piece.Template.Shape.ReturnType) ? "items" : piece.Template.Shape.ReturnType == "string" ? "text" : "value"
            : name;
    }

    private static readonly HashSet<string> Verbs = ["keep", "get", "find", "take", "to", "is", "compute", "calculate", "make", "build", "select", "drop", "only", "convert", "turn", "the", "remove", "all", "pick", "read"];

    private static readonly Dictionary<string, string> Participles = new()
    {
        ["sort"] = "sorted", ["order"] = "ordered", ["reverse"] = "reversed", ["trim"] = "trimmed", ["filter"] = "filtered", ["group"] = "groups", ["join"] = "joined",
        ["split"] = "parts", ["capitalize"] = "capitalized", ["round"] = "rounded", ["shuffle"] = "shuffled", ["replace"] = "replaced", ["skip"] = "rest", ["merge"] = "merged", ["pad"] = "padded", ["double"] = "doubled", ["negate"] = "negated",
    };

    private static string SlotText(PieceUse use, Slot slot, string? methodName) =>
        slot.Kind == NameKind.Self && methodName is not null ? methodName
        : slot.Kind == NameKind.Literal && use.NameOf(slot.Name) is ['-', ..] value && slot.Site is SlotSite.Operand or SlotSite.Receiver && use.NameOf(slot.Name)[0] == '-' ? $"({value})"
        : use.NameOf(slot.Name);

    private static string Renamed(PieceUse use, string type) =>
        use.Names.Count == 0 ? type : IdentifierPattern().Replace(type, m => use.Template.Types.Slots.Any(s => s.Kind == NameKind.Type && s.Name == m.Value) || use.Template.Header.Slots.Any(s => s.Name == m.Value && s.Kind == NameKind.Type) ? use.NameOf(m.Value) : m.Value);

    private static string WithTypes(string signature, PieceUse use)
    {
        if (use.ParameterTypes.Count == 0)
        {
            return signature;
        }

        var parameters = use.Template.Shape.Parameters.Select(p => $"{p.Modifiers}{(p.Modifiers.Count > 0 ? " " : "")}{TypeOf(use, p.Identifier.Text)} {use.NameOf(p.Identifier.Text)}{p.Default}");
        var head = signature[..signature.IndexOf('(', StringComparison.Ordinal)];
        var name = head[(head.LastIndexOf(' ') + 1)..];
        return $"{ReturnTypeOf(use)} {name}({string.Join(", ", parameters)})";
    }

    /// <summary>Whether a longer expression may replace the subject: a collection expression or lambda has no type of its own to call members on.</summary>
    private static bool CanStandIn(string current, Template expression, string subject) =>
        expression.Slots.First(s => s.Name == subject).Site is SlotSite.Free && !Code.WithoutMarks(current).StartsWith('[')
        || Code.IsPrimary(Code.WithoutMarks(current)) && !Code.WithoutMarks(current).StartsWith('[');

    private static string Inline(PieceUse piece, Template expression, string current, int step)
    {
        var slot = expression.Slots.FirstOrDefault(s => s.Name == piece.Template.SubjectName && s.Kind == NameKind.Parameter);
        string Name(Slot s) => s.Name == piece.Template.SubjectName && s.Kind == NameKind.Parameter
            ? s.Site is SlotSite.Receiver or SlotSite.Operand && !Code.IsPrimary(Code.WithoutMarks(current)) ? $"({current})" : current
            : SlotText(piece, s, null);

        if (slot is null || slot.Start > 0 || Code.IsName(current))
        {
            return Code.Mark(step) + expression.Render(Name);
        }

        // A chain goes on: the mark stands before the new call, and a list made only to be read on is not made.
        var rest = expression.Slice(slot.End, expression.Text.Length).Render(s => SlotText(piece, s, null));
        var receiver = Name(slot);
        if (LinqCall().IsMatch(rest) && MaterialisedEnd().Match(receiver) is { Success: true } end)
        {
            receiver = receiver[..end.Index];
        }

        return receiver + Code.Mark(step) + rest;
    }

    private string BreakLines(string expression)
    {
        var breaks = ChainMark().Count(expression);
        return breaks > 0 && (Code.WithoutMarks(expression).Length > LongChain || breaks > 1 && random.Percent(70))
            ? ChainMark().Replace(expression, m => "\n    " + m.Value)
            : expression;
    }

    private static string HelperText(PieceUse piece)
    {
        var single = Single(piece, null, piece.Helper);
        return $"private static {single.Signature}\n{{\n{Code.Indent(Code.WithoutMarks(single.Code), "    ")}\n}}";
    }

    private static Solution Guarded(Solution solution, Guard guard)
    {
        var (type, subject) = solution.Parameters[0];
        var condition = guard.Condition?.Replace("{x}.Count == 0", type.EndsWith("[]", StringComparison.Ordinal) ? "{x}.Length == 0" : type.StartsWith("IEnumerable<", StringComparison.Ordinal) ? "!{x}.Any()" : "{x}.Count == 0", StringComparison.Ordinal);
        var action = guard.Throws ? guard.Action! : $"return {Code.Nothing(solution.ReturnType)!.Value.Code}";
        var statement = (condition is null ? action : $"if ({condition})\n{{\n    {action};\n}}").Replace("{x}", subject, StringComparison.Ordinal);
        string Shift(string code) => Code.Remark(code, n => n + 1);

        return solution with
        {
            Steps = solution.Steps.Insert(0, new(null, 0, subject, type, guard)),
            Code = Code.Mark(1) + statement + "\n" + Shift(solution.Code),
            Expression = null,
            Straight = null,
        };
    }

    [GeneratedRegex(@"(?<!\n *)/\*§\d+\*/(?=\.)")]
    private static partial Regex ChainMark();

    [GeneratedRegex(@"\.(ToList|ToArray)\(\)$")]
    private static partial Regex MaterialisedEnd();

    [GeneratedRegex(@"^\.(Where|Select|SelectMany|OrderBy|OrderByDescending|Order|OrderDescending|Take|Skip|TakeWhile|SkipWhile|TakeLast|SkipLast|Distinct|DistinctBy|Sum|Max|Min|Average|Count|Any|All|First|FirstOrDefault|Last|LastOrDefault|Single|GroupBy|ToDictionary|ToHashSet|ToList|ToArray|ToLookup|Zip|Aggregate|Concat|Append|Prepend|Chunk|OfType|Cast|Union|Except|Intersect|MaxBy|MinBy|CountBy|Index)(<[^>()]*>)?\(")]
    private static partial Regex LinqCall();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex IdentifierPattern();
}
