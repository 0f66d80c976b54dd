using System.Text;
using CotAssist.Curriculum.Language;
using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>Puts a solution, its comment and everyday surroundings into a C# file, leaving out the code at the caret.</summary>
/// <param name="testable">The member can be called from outside: public, without a namespace, nothing but the comment before it.</param>
public sealed class FileWriter(Words words, IReadOnlyList<Templates.PrimitiveTemplate> neighbours, Random random, bool testable = false)
{
    private const string Unit = "    ";

    /// <summary>Stands where the code goes until the file is cut in two.</summary>
    private const string Hole = "\uE000";

    /// <summary>Null when the solution cannot take the shape.</summary>
    public FileText? Write(Solution solution, CommentText comment, IntentShape shape) => shape switch
    {
        IntentShape.Body => Body(solution, comment),
        IntentShape.Expression => Expression(solution, comment),
        IntentShape.Statements => Statements(solution, comment),
        _ => Member(solution, comment),
    };

    /// <summary>The comment above an empty body.</summary>
    private FileText? Body(Solution solution, CommentText comment)
    {
        var access = Access(solution);
        var head = $"{access}{StaticWord(solution)}{solution.Signature}";
        var inside = random.Percent(45);
        string member;
        if (solution.IsProperty)
        {
            member = $"{Comment(comment, true, solution)}\n{head}\n{{\n    get\n    {{\n        {Hole}\n    }}\n}}";
        }
        else if (!testable && random.Percent(8))
        {
            // The comment inside the otherwise empty body.
            member = $"{head}\n{{\n{Code.Indent(LineComment(comment), Unit)}\n    {Hole}\n}}";
            return Finish(InType(solution, member), IntentShape.Statements, solution.Code, false);
        }
        else
        {
            member = random.Next(10) == 0 && inside
                ? $"{Comment(comment, true, solution)}\n{head}\n{{{Hole}\n}}"
                : $"{Comment(comment, true, solution)}\n{head}\n{{\n    {Hole}\n}}";
        }

        return Finish(InType(solution, member), IntentShape.Body, solution.Code, false);
    }

    /// <summary>The comment above a member with an arrow, or above a started statement.</summary>
    private FileText? Expression(Solution solution, CommentText comment)
    {
        if (solution.Expression is not { } expression)
        {
            return null;
        }

        if (!solution.IsFree || solution.IsProperty || CallsItself(solution) || random.Percent(45))
        {
            var arrow = random.Percent(70) ? " => " : $"\n    => ";
            var member = $"{Comment(comment, true, solution)}\n{Access(solution)}{StaticWord(solution)}{solution.Signature}{arrow}{Hole};";
            return Finish(InType(solution, member), IntentShape.Expression, expression, true);
        }

        var untyped = Code.WithoutMarks(expression).StartsWith('[');
        return InMethod(solution, comment, untyped || random.Percent(35) ? "return " : "var {0} = ", expression, true);
    }

    /// <summary>The comment inside a body, code after it or not.</summary>
    private FileText? Statements(Solution solution, CommentText comment)
    {
        if (solution.IsProperty)
        {
            return null;
        }

        if (solution.Straight is null || !solution.IsFree || CallsItself(solution) || random.Percent(40))
        {
            // The method is the solution's own: its body begins with something else, then the comment.
            var before = solution.IsFree && random.Percent(40) && Beside(solution) is { } statement ? Unit + statement + "\n" : "";
            var member = $"{Access(solution)}{StaticWord(solution)}{solution.Signature}\n{{\n{before}{Code.Indent(LineComment(comment), Unit)}\n    {Hole}\n}}";
            return Finish(InType(solution, member), IntentShape.Statements, solution.Code, false);
        }

        return InMethod(solution, comment, null, null, false);
    }

    /// <summary>The comment in a type, the whole member asked for.</summary>
    private FileText? Member(Solution solution, CommentText comment)
    {
        var head = $"public {StaticWord(solution)}{solution.Signature}";
        var code = solution.IsProperty
            ? solution.Expression is { } value ? $"{head} => {Flat(value)};" : $"{head}\n{{\n    get\n    {{\n{Code.Indent(solution.Code, Unit + Unit)}\n    }}\n}}"
            : solution.Expression is { } expression && random.Percent(30) ? $"{head} => {Flat(expression)};"
            : $"{head}\n{{\n{Code.Indent(solution.Code, Unit)}\n}}";
        var named = random.Next(10) switch
        {
            < 4 when !comment.Chinese => comment with { Text = $"{solution.MethodName}: {comment.Text}" },
            < 6 when comment.Chinese => comment with { Text = $"{solution.MethodName}：{comment.Text}" },
            4 => comment with { Text = $"{comment.Text} ({solution.MethodName})" },
            _ => comment,
        };
        var member = $"{LineComment(named)}\n{Hole}";
        return Finish(InType(solution, member, last: true), IntentShape.Member, code, false);

        static string Flat(string expression) => expression.Replace("\n    ", "\n        ", StringComparison.Ordinal);
    }

    /// <summary>Statements or a started statement in a method of another purpose, or in a top-level program; what comes after may use the result.</summary>
    private FileText? InMethod(Solution solution, CommentText comment, string? start, string? expression, bool isExpression)
    {
        var result = Result(solution);
        var returns = start == "return " || start is null && random.Percent(30);
        string code;
        if (isExpression)
        {
            start = start!.Replace("{0}", result, StringComparison.Ordinal);
            code = expression!;
        }
        else
        {
            var (lead, value) = solution.Straight!.Value;
            var keep = Code.IsName(value) && !returns && Code.Marks(value).IsEmpty;
            if (keep)
            {
                result = Code.WithoutMarks(value);
            }

            code = returns ? Join(lead, Composer.Return(value)) : keep ? lead : Join(lead, Composer.Declare(result, value, solution.ReturnType));
            start = "";
        }

        var uses = returns ? "" : random.Next(10) switch
        {
            < 3 => $"\nreturn {result};",
            < 5 => $"\nConsole.WriteLine({result});",
            < 6 => Code.IsCollection(solution.ReturnType) ? $"\nforeach (var entry in {result})\n{{\n    Console.WriteLine(entry);\n}}" : $"\nConsole.WriteLine($\"Result: {{{result}}}\");",
            _ => "",
        };
        var returnsIt = returns || uses.StartsWith("\nreturn", StringComparison.Ordinal);
        var topLevel = !returnsIt && random.Percent(30) && solution.Types.Length == 0 && solution.Members.Length == 0 && solution.Parameters.All(p => Literals.Of(p.Type, random) is not null);
        var semicolon = isExpression && (uses.Length > 0 || random.Percent(50)) ? ";" : "";
        var asLocals = topLevel || solution.Parameters.Length > 0 && random.Percent(25) && solution.Parameters.All(p => Literals.Of(p.Type, random) is not null);
        var locals = asLocals ? string.Concat(solution.Parameters.Select(p => Literals.Declare(p.Type, p.Name, random) + "\n")) : "";
        if (random.Percent(25) && Beside(solution) is { } other)
        {
            locals = other + "\n" + locals;
        }

        if (locals.Length > 0 && random.Percent(30))
        {
            locals += "\n";
        }

        var body = $"{locals}{LineComment(comment)}\n{start}{Hole}{semicolon}{uses}";
        if (topLevel)
        {
            return Finish(Usings() + body + "\n", isExpression ? IntentShape.Expression : IntentShape.Statements, code, isExpression);
        }

        var name = random.OneOf("Run", "Process", "Handle", "Show", "Print", "Report", "Compute", "Execute", "Main", "Test", "Evaluate", "Example", "Update", "Load", "Demo", "Check", solution.MethodName);
        var type = returnsIt ? solution.ReturnType : "void";
        var parameters = asLocals ? "" : string.Join(", ", solution.Parameters.Select(p => $"{p.Type} {p.Name}"));
        var member = $"{random.OneOf("public ", "private ", "internal ", "public ")}static {type} {name}({parameters})\n{{\n{Code.Indent(body, Unit)}\n}}";
        return Finish(InType(solution, member), isExpression ? IntentShape.Expression : IntentShape.Statements, code, isExpression);

        static string Join(string lead, string last) => lead.Length > 0 ? lead + "\n" + last : last;
    }

    /// <summary>Steps of a program that a person writes one comment at a time: earlier turns stand above, with their code.</summary>
    /// <param name="above">The whole task, said above the method.</param>
    public FileText Turn(Solution solution, CommentText? above, IReadOnlyList<(string? Comment, string Code)> earlier, CommentText comment, string code, bool inMethod)
    {
        var body = Begun(earlier, comment, emptyLines: 50);
        var text = inMethod
            ? InType(solution, $"{(above is null ? "" : LineComment(above) + "\n")}public static {solution.Signature}\n{{\n{Code.Indent(body, Unit)}\n}}")
            : Usings() + string.Concat(solution.Parameters.Select(p => Literals.Declare(p.Type, p.Name, random) + "\n")) + body + "\n";
        return Finish(text, IntentShape.Statements, code, false);
    }

    /// <summary>The caret in the middle of the solution's own method: its first statements stand above, perhaps each under its comment.</summary>
    /// <param name="above">The whole task, said above the method.</param>
    /// <param name="later">What stands behind the caret already; empty: nothing.</param>
    public FileText Continued(Solution solution, CommentText? above, IReadOnlyList<(string? Comment, string Code)> earlier, CommentText comment, string code, string later)
    {
        var body = Begun(earlier, comment, emptyLines: 30) + (later.Length > 0 ? "\n" : "") + Code.WithoutMarks(later);
        return Finish(InType(solution, Whole(solution, above, body)), IntentShape.Statements, code, false);
    }

    /// <summary>The caret in the solution's own method, between code that stands already, perhaps inside a loop.</summary>
    /// <param name="above">The whole task, said above the method.</param>
    public FileText Within(Solution solution, CommentText? above, CommentText comment, CodeHole hole)
    {
        var body = $"{hole.Before}{Code.Indent(LineComment(comment), hole.Indent)}\n{hole.Indent}{hole.Start}{Hole}{hole.After}";
        return Finish(InType(solution, Whole(solution, above, body)), hole.IsExpression ? IntentShape.Expression : IntentShape.Statements, hole.Code, hole.IsExpression);
    }

    private string Whole(Solution solution, CommentText? above, string body) =>
        $"{(above is null ? "" : Comment(above, true, solution) + "\n")}{Access(solution)}{StaticWord(solution)}{solution.Signature}\n{{\n{Code.Indent(body, Unit)}\n}}";

    /// <summary>A body up to the caret: what is written already, perhaps each part under its comment, and the comment that asks.</summary>
    /// <param name="emptyLines">Percentage of parts with an empty line behind them.</param>
    private string Begun(IReadOnlyList<(string? Comment, string Code)> earlier, CommentText comment, int emptyLines)
    {
        var body = new StringBuilder();
        foreach (var (said, written) in earlier)
        {
            body.Append(said).Append(said is null ? "" : "\n").Append(Code.WithoutMarks(written)).Append(random.Percent(emptyLines) ? "\n\n" : "\n");
        }

        return body.Append(LineComment(comment)).Append('\n').Append(Hole).ToString();
    }

    /// <summary>A file in which a comment asks for something outside the domain.</summary>
    public FileText OutOfDomain(CommentText comment, string signature)
    {
        var shape = random.OneOf(IntentShape.Body, IntentShape.Body, IntentShape.Statements, IntentShape.Member);
        var solution = new Solution
        {
            Pieces = [], Guard = null, Steps = [], Header = null, Members = "", Types = "", MethodName = "", Signature = signature, IsStatic = random.Percent(50),
            IsProperty = false, ReturnType = "void", Parameters = [], Code = "", Expression = null, Straight = null,
        };
        var member = shape switch
        {
            IntentShape.Body => $"{Comment(comment, true, solution)}\npublic {StaticWord(solution)}{signature}\n{{\n    {Hole}\n}}",
            IntentShape.Statements => $"public {StaticWord(solution)}{signature}\n{{\n{(random.Percent(50) ? Unit + random.Pick(words.Surroundings("statements")) + "\n" : "")}{Code.Indent(LineComment(comment), Unit)}\n    {Hole}\n}}",
            _ => $"{LineComment(comment)}\n{Hole}",
        };
        return Finish(InType(solution, member, last: shape == IntentShape.Member), shape, "", false);
    }

    public string LineComment(CommentText comment)
    {
        var text = Wrapped(comment.Text, random.Next(60, 101));
        if (random.Percent(3) && !comment.Text.Contains("*/", StringComparison.Ordinal))
        {
            return text.Contains('\n', StringComparison.Ordinal) ? "/* " + text.Replace("\n", "\n * ", StringComparison.Ordinal) + " */" : $"/* {text} */";
        }

        var slashes = random.Percent(94) ? "// " : "//";
        return slashes + text.Replace("\n", "\n" + slashes, StringComparison.Ordinal);
    }

    private string Comment(CommentText comment, bool mayBeDocumentation, Solution solution)
    {
        if (!mayBeDocumentation || !random.Percent(26))
        {
            return LineComment(comment);
        }

        var text = Wrapped(Escaped(comment.Text), random.Next(70, 101));
        var doc = text.Contains('\n', StringComparison.Ordinal) || random.Percent(40)
            ? "/// <summary>\n/// " + text.Replace("\n", "\n/// ", StringComparison.Ordinal) + "\n/// </summary>"
            : $"/// <summary>{text}</summary>";
        if (random.Percent(25))
        {
            foreach (var (_, name) in solution.Parameters)
            {
                doc += $"\n/// <param name=\"{name}\">{English.Capitalized(English.Words(name))}{random.OneOf(".", "", " to use.", " to work on.")}</param>";
            }
        }

        return doc;

        static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
    }

    private static string Wrapped(string text, int width)
    {
        var result = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var length = 0;
            foreach (var word in line.Split(' '))
            {
                if (length > 0 && length + word.Length > width)
                {
                    result.Append('\n');
                    length = 0;
                }
                else if (length > 0)
                {
                    result.Append(' ');
                }

                result.Append(word);
                length += word.Length + 1;
            }

            result.Append('\n');
        }

        return result.ToString().TrimEnd('\n');
    }

    private static string StaticWord(Solution solution) => solution.IsStatic && !solution.Signature.StartsWith("static ", StringComparison.Ordinal) ? "static " : "";

    private string Access(Solution solution) =>
        solution.Signature.StartsWith("override ", StringComparison.Ordinal) || !solution.IsFree || testable || solution.Signature.Contains(" operator ", StringComparison.Ordinal) ? "public "
        : random.Next(10) switch { < 7 => "public ", < 8 => "internal ", _ => "private " };

    private static bool CallsItself(Solution solution) => solution.Code.Contains(solution.MethodName + "(", StringComparison.Ordinal);

    /// <summary>A statement of no importance whose variable the solution does not know.</summary>
    private string? Beside(Solution solution)
    {
        var statement = random.Pick(words.Surroundings("statements"));
        return statement.Split(' ') is ["var", var name, ..] && (HasWord(solution.Code, name) || solution.Parameters.Any(p => p.Name == name)) ? null : statement;
    }

    private static bool HasWord(string text, string word) => System.Text.RegularExpressions.Regex.IsMatch(Code.WithoutMarks(text), $@"\b{word}\b");

    /// <summary>A name for the result that suits the last piece.</summary>
    private string Result(Solution solution)
    {
        var taken = Code.WithoutMarks(solution.Code);
        var name = random.Percent(50) ? random.OneOf("result", "result", "output", "answer") : Composer.ResultName(solution.Pieces[^1]);
        while (HasWord(taken, name) || solution.Parameters.Any(p => p.Name == name))
        {
            name = name == "result" ? "finalResult" : name == "finalResult" ? "outcome" : name == "outcome" ? "computed" : "result";
            if (name == "computed")
            {
                break;
            }
        }

        return name;
    }

    private string Usings() => random.Percent(30) ? "" : string.Concat(random.Pick(words.Surroundings("usings")).Split(';').Select(u => $"using {u};\n")) + "\n";

    private string InType(Solution solution, string member, bool last = false)
    {
        var isStatic = solution.IsFree && solution.IsStatic && !last && random.Percent(65) || solution.Signature.Contains("(this ", StringComparison.Ordinal);
        var header = solution.Header is { } own ? (random.Percent(60) && !own.StartsWith("public", StringComparison.Ordinal) ? "public " : "") + own
            : isStatic ? random.OneOf("public static class ", "static class ", "internal static class ") + random.Pick(words.Surroundings("static-classes"))
            : random.OneOf("public class ", "public sealed class ", "class ", "internal sealed class ") + random.Pick(random.Percent(50) ? words.Surroundings("instance-classes") : words.Surroundings("static-classes"));
        if (solution.Header is null && HasWord(member + solution.Signature, header.Split(' ')[^1]))
        {
            // A member must not be called like its class.
            header += "Box";
        }

        if (solution.Types.Length > 0)
        {
            header = header.Replace("public ", "", StringComparison.Ordinal);
        }

        var members = new List<string>();
        if (solution.Members.Length > 0 && !solution.IsFree)
        {
            members.Add(solution.Members);
        }

        var around = solution.Header is null ? random.Next(10) switch { < 4 => 0, < 7 => 1, < 9 => 2, _ => 3 } : random.Percent(15) ? 1 : 0;
        var used = new HashSet<string>(Code.WithoutMarks($"{member} {solution.Signature} {solution.Code} {solution.Members} {header}").Split([' ', '(', '.', ';', ')', '<', '\n'], StringSplitOptions.RemoveEmptyEntries));
        var distractors = new List<string>();
        for (var i = 0; i < around; i++)
        {
            if (Distractor(isStatic, solution.Header is not null, used) is { } text)
            {
                distractors.Add(text);
            }
        }

        foreach (var text in distractors)
        {
            if (text.StartsWith("private", StringComparison.Ordinal) && !text.Contains('(', StringComparison.Ordinal) || !last && random.Percent(50) || last)
            {
                members.Add(text);
            }
        }

        members.Add(member);
        members.AddRange(distractors.Where(d => !members.Contains(d)));
        var body = Code.Indent(string.Join("\n\n", members), Unit);
        var file = new StringBuilder(Usings());
        var space = random.Next(10);
        if (space < 6 && !testable)
        {
            file.Append("namespace ").Append(random.Pick(words.Surroundings("namespaces"))).Append(";\n\n");
        }

        var types = new List<string>();
        if (solution.Types.Length > 0)
        {
            types.Add(solution.Types);
        }

        if (random.Percent(10))
        {
            var other = random.Pick(words.Surroundings("types"));
            if (!used.Any(u => other.Contains(u, StringComparison.Ordinal) && char.IsUpper(u[0]) && u.Length > 3) && !solution.Types.Contains(Word(other), StringComparison.Ordinal))
            {
                types.Add(other);
            }
        }

        var ownFirst = types.Count > 0 && random.Percent(30);
        var type = $"{header}\n{{\n{body}\n}}";
        var parts = ownFirst ? types.Prepend(type) : types.Append(type);
        return file.AppendJoin("\n\n", parts).Append('\n').ToString();

        static string Word(string declaration) => declaration.Split([' ', '(', '\n', ';'], StringSplitOptions.RemoveEmptyEntries).First(w => char.IsUpper(w[0]));
    }

    /// <summary>A member of no importance: a field, a small method, or another primitive.</summary>
    private string? Distractor(bool isStatic, bool classIsOwn, HashSet<string> used)
    {
        if (!isStatic && !classIsOwn && random.Percent(35))
        {
            var field = random.Pick(words.Surroundings("fields"));
            return used.Add(field) ? field : null;
        }

        if (neighbours.Count > 0 && !classIsOwn && random.Percent(60))
        {
            var template = random.Pick(neighbours);
            if (template.Types.Text.Length > 0 || !used.Add(template.Shape.Name) || template.Variants[0].Body.Text.Length > 500)
            {
                return null;
            }

            var use = new PieceUse(template, template.Variants[0]);
            foreach (var literal in template.Primitive.Literals)
            {
                use.Names[literal.Name] = literal.First;
            }

            var single = Composer.Single(use, null, null);
            var body = single.Expression is { } e && random.Percent(50) ? $" => {Code.WithoutMarks(e)};" : $"\n{{\n{Code.Indent(Code.WithoutMarks(single.Code), Unit)}\n}}";
            return $"public static {single.Signature}{body}";
        }

        var text = random.Pick(words.Surroundings("members"));
        if (text.Contains("_items", StringComparison.Ordinal) || isStatic && !text.Contains("static", StringComparison.Ordinal) || classIsOwn && text.Contains("override", StringComparison.Ordinal))
        {
            return null;
        }

        var name = text[..text.IndexOf('(', StringComparison.Ordinal)].Split(' ')[^1];
        return used.Add(name.Split('<')[0]) ? text : null;
    }

    /// <summary>Cuts the file at the hole and makes its finished form.</summary>
    private FileText Finish(string file, IntentShape shape, string code, bool isExpression)
    {
        var at = file.IndexOf(Hole, StringComparison.Ordinal);
        var (before, after) = (file[..at], file[(at + 1)..]);
        var lineStart = before.LastIndexOf('\n') + 1;
        var indent = new string(' ', before[lineStart..].Length - before[lineStart..].TrimStart().Length);
        var indented = Code.WithoutMarks(code).Replace("\n", "\n" + indent, StringComparison.Ordinal);
        var finished = before + indented + (isExpression && !after.StartsWith(';') ? ";" : "") + after;
        if (!testable && random.Percent(4))
        {
            before = before.Replace("\n", "\r\n", StringComparison.Ordinal);
            after = after.Replace("\n", "\r\n", StringComparison.Ordinal);
        }
        else if (!testable && random.Percent(3))
        {
            before = before.Replace(Unit, "\t", StringComparison.Ordinal);
            after = after.Replace(Unit, "\t", StringComparison.Ordinal);
        }

        return new(shape, before, after, Code.Compact(code), finished, isExpression);
    }
}
