using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Primitives;

/// <summary>Reads the teacher's files. Reports what it cannot read and goes on with the next line.</summary>
public static partial class PrimitiveParser
{
    /// <summary>Reads a set of files; <c>NAME.PASS.txt</c> (<c>strings-1.second.txt</c>) adds wordings to the entries of the others.</summary>
    public static (ImmutableArray<Primitive> Primitives, ImmutableArray<Problem> Problems) ReadFiles(IEnumerable<string> paths)
    {
        var files = paths.OrderBy(IsLaterPass).ThenBy(p => p, StringComparer.Ordinal).ToList();
        var primitives = new List<Primitive>();
        var byId = new Dictionary<string, int>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var path in files)
        {
            var later = IsLaterPass(path);
            foreach (var primitive in Parse(File.ReadAllText(path), path, later, problems))
            {
                if (!later)
                {
                    if (!byId.TryAdd(primitive.Id, primitives.Count))
                    {
                        var other = primitives[byId[primitive.Id]];
                        problems.Add(new(path, primitive.Line, $"the id {primitive.Id} is taken by {other.File}:{other.Line}; choose another"));
                        continue;
                    }

                    primitives.Add(primitive);
                }
                else if (byId.TryGetValue(primitive.Id, out var index))
                {
                    // Passes that did not see each other agree now and then.
                    var first = primitives[index].Wordings;
                    primitives[index] = primitives[index] with { Wordings = first.AddRange(primitive.Wordings.ExceptBy(first.Select(w => w.Text), w => w.Text)) };
                }
                else
                {
                    problems.Add(new(path, primitive.Line, $"no entry {primitive.Id} in the files read; mend the id, or name the file of the entry too"));
                }
            }
        }

        return ([.. primitives], problems.ToImmutable());
    }

    private static bool IsLaterPass(string path) => Path.GetFileNameWithoutExtension(path).Contains('.', StringComparison.Ordinal);

    /// <param name="wordingsOnly">The file is a later pass: entries hold wordings only.</param>
    public static ImmutableArray<Primitive> Parse(string text, string file, bool wordingsOnly, ImmutableArray<Problem>.Builder problems)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var primitives = ImmutableArray.CreateBuilder<Primitive>();
        Draft? draft = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            var number = i + 1;
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                Finish();
                var id = line[3..].Trim();
                if (!IdPattern().IsMatch(id))
                {
                    problems.Add(new(file, number, $"the id '{id}' must be lower-case words with hyphens"));
                }

                draft = new Draft(id, file, number);
                continue;
            }

            if (draft is null)
            {
                problems.Add(new(file, number, "this line stands before the first '== id'"));
                continue;
            }

            if (char.IsWhiteSpace(line[0]))
            {
                problems.Add(new(file, number, "an indented line must follow 'code', 'members' or 'types'; outdent it or add the keyword"));
                continue;
            }

            var space = line.IndexOf(' ');
            var keyword = space < 0 ? line : line[..space];
            var rest = space < 0 ? "" : line[(space + 1)..].Trim();
            switch (keyword)
            {
                case "code" or "members" or "types" when rest.Length == 0:
                    var first = i + 2;
                    var block = Block(lines, ref i);
                    if (block.Length == 0)
                    {
                        problems.Add(new(file, number, $"'{keyword}' has no indented block below it"));
                    }

                    draft.AddBlock(keyword, block, first);
                    break;
                case "types":
                    draft.AddBlock("types", rest, number);
                    break;
                case "sig":
                    draft.Signature = rest;
                    draft.SignatureLine = number;
                    break;
                case "names":
                    draft.Names.AddRange(rest.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
                    break;
                case "vary":
                    draft.Vary.Add([.. rest.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)]);
                    break;
                case "lit":
                    draft.AddLiteral(rest, number, problems);
                    break;
                case "step":
                    draft.Steps.Add([.. rest.Split(" | ").Select(s => s.Trim()).Where(s => s.Length > 0)]);
                    draft.StepLines.Add(number);
                    break;
                case "test":
                    draft.Tests.Add((rest, number));
                    break;
                case "input":
                    draft.AddInput(rest, number, problems);
                    break;
                case "do":
                    draft.AddWording(WordingForm.Clause, false, rest, number);
                    break;
                case "np":
                    draft.AddWording(WordingForm.NounPhrase, false, rest, number);
                    break;
                case "en":
                    draft.AddWording(WordingForm.Whole, false, rest, number);
                    break;
                case "zh-do":
                    draft.AddWording(WordingForm.Clause, true, rest, number);
                    break;
                case "zh-np":
                    draft.AddWording(WordingForm.NounPhrase, true, rest, number);
                    break;
                case "zh":
                    draft.AddWording(WordingForm.Whole, true, rest, number);
                    break;
                case "plain":
                    draft.Plain = true;
                    break;
                case "class" or "record" or "struct" or "static" or "abstract" or "sealed" or "readonly" or "interface" or "partial":
                    // "class Inventory" and "class record Money(...)" and "record Money(...)" all say the header.
                    draft.Class = keyword == "class" && HeaderStart().IsMatch(rest) ? rest : line;
                    break;
                default:
                    problems.Add(new(file, number, $"unknown keyword '{keyword}'"));
                    break;
            }
        }

        Finish();
        return primitives.ToImmutable();

        void Finish()
        {
            if (draft is null)
            {
                return;
            }

            if (!wordingsOnly && (draft.Signature is null || draft.Variants.Count == 0))
            {
                problems.Add(new(file, draft.Line, $"{draft.Id} needs a 'sig' line and at least one 'code' block"));
            }
            else
            {
                primitives.Add(draft.Build());
            }
        }
    }

    /// <summary>The indented block below line <paramref name="i"/>, outdented; moves to its last line.</summary>
    private static string Block(string[] lines, ref int i)
    {
        var block = new List<string>();
        var j = i + 1;
        for (; j < lines.Length && (lines[j].Trim().Length == 0 || char.IsWhiteSpace(lines[j][0])); j++)
        {
            block.Add(lines[j].TrimEnd().Replace("\t", "    ", StringComparison.Ordinal));
        }

        while (block.Count > 0 && block[^1].Length == 0)
        {
            block.RemoveAt(block.Count - 1);
        }

        i = j - 1;
        var indent = block.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', block.Select(l => l.Length > indent ? l[indent..] : ""));
    }

    /// <summary>Splits C# expressions that stand side by side, with or without commas between them.</summary>
    internal static ImmutableArray<string> SplitExpressions(string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\'')
            {
                var end = i + 1;
                while (end < text.Length && text[end] != c)
                {
                    end += text[end] == '\\' ? 2 : 1;
                }

                end = Math.Min(end, text.Length - 1);
                piece.Append(text, i, end - i + 1);
                i = end;
                continue;
            }

            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0 && c is ' ' or ',' && depth == 0)
            {
                Close();
            }
            else
            {
                piece.Append(c);
            }
        }

        Close();

        // "new DateTime(...)" and "x => x > 2" hold spaces: pieces join until they read as an expression.
        var values = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var value = pieces[i];
            while (i + 1 < pieces.Count && (pieces[i + 1].StartsWith("=>", StringComparison.Ordinal) || !Reads(value)))
            {
                value += " " + pieces[++i];
            }

            values.Add(value);
        }

        return values.DrainToImmutable();

        void Close()
        {
            if (piece.Length > 0)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
        }

        static bool Reads(string value) => !SyntaxFactory.ParseExpression(value).ContainsDiagnostics;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^(public |internal )?(class|record|struct|static|abstract|sealed|readonly|interface|partial)\s")]
    private static partial Regex HeaderStart();

    [GeneratedRegex(@"^(-?\d+)\.\.(-?\d+)$")]
    private static partial Regex RangePattern();

    private sealed class Draft(string id, string file, int line)
    {
        public string Id => id;

        public int Line => line;

        public string? Signature { get; set; }

        public int SignatureLine { get; set; }

        public List<string> Names { get; } = [];

        public string? Class { get; set; }

        public List<ImmutableArray<string>> Vary { get; } = [];

        public List<CodeVariant> Variants { get; } = [];

        public List<ImmutableArray<string>> Steps { get; } = [];

        public List<int> StepLines { get; } = [];

        public List<(string, int)> Tests { get; } = [];

        public bool Plain { get; set; }

        private readonly List<Literal> _literals = [];
        private readonly List<Wording> _wordings = [];
        private readonly Dictionary<string, (ImmutableArray<string>, int)> _inputs = [];
        private (string Text, int Line) _members = ("", 0);
        private (string Text, int Line) _types = ("", 0);

        public void AddBlock(string keyword, string block, int firstLine)
        {
            switch (keyword)
            {
                case "code":
                    Variants.Add(new(block, firstLine));
                    break;
                case "members":
                    _members = _members.Text.Length == 0 ? (block, firstLine) : (_members.Text + "\n\n" + block, _members.Line);
                    break;
                default:
                    _types = _types.Text.Length == 0 ? (block, firstLine) : (_types.Text + "\n\n" + block, _types.Line);
                    break;
            }
        }

        public void AddWording(WordingForm form, bool chinese, string text, int number)
        {
            if (text.Length > 0)
            {
                _wordings.Add(new(form, chinese, text.Replace("\\n", "\n", StringComparison.Ordinal), file, number));
            }
        }

        public void AddLiteral(string rest, int number, ImmutableArray<Problem>.Builder problems)
        {
            var parts = rest.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 3)
            {
                problems.Add(new(file, number, "'lit' wants a name, a type and values: lit k int 3 2..20"));
                return;
            }

            (long, long)? range = null;
            var values = ImmutableArray.CreateBuilder<string>();
            foreach (var value in SplitExpressions(parts[2]))
            {
                if (RangePattern().Match(value) is { Success: true } match)
                {
                    range = (long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
                }
                else
                {
                    values.Add(value);
                }
            }

            if (values.Count == 0)
            {
                problems.Add(new(file, number, $"'lit {parts[0]}' wants the tests' value before the range: lit k int 3 2..20"));
                return;
            }

            _literals.Add(new(parts[0], parts[1], values.ToImmutable(), range, number));
        }

        public void AddInput(string rest, int number, ImmutableArray<Problem>.Builder problems)
        {
            var parts = rest.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2)
            {
                problems.Add(new(file, number, "'input' wants a parameter and values: input text \"12:30\" \"\""));
                return;
            }

            var values = SplitExpressions(parts[1]);
            if (_inputs.TryGetValue(parts[0], out var earlier))
            {
                values = earlier.Item1.AddRange(values);
            }

            _inputs[parts[0]] = (values, number);
        }

        public Primitive Build() => new()
        {
            Id = id,
            File = file,
            Line = line,
            Signature = Signature ?? "",
            SignatureLine = SignatureLine,
            Names = [.. Names],
            Class = Class,
            Members = _members.Text,
            MembersLine = _members.Line,
            Types = _types.Text,
            TypesLine = _types.Line,
            Literals = [.. _literals],
            Vary = [.. Vary],
            Variants = [.. Variants],
            Steps = [.. Steps],
            StepLines = [.. StepLines],
            Tests = [.. Tests],
            Inputs = _inputs.ToImmutableDictionary(),
            Wordings = [.. _wordings],
            Plain = Plain,
        };
    }
}
