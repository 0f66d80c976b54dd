#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Writes server/CotAssist.Server/Lsp/Protocol.g.cs: C# records for just the LSP 3.18 messages the server speaks.
//
//   dotnet run build/generate-protocol.cs -- [--types DIR] [--check]
//
// The source is the official one: the type declarations of the npm packages vscode-languageserver-protocol and
// vscode-languageserver-types, found under client-vscode/node_modules (or DIR/node_modules). The released packages hold
// only the schema of the metamodel (metaModel.schema.json), not the metamodel, so the declarations it is made from are read.
// --check writes nothing and exits with 1 when the file in the repository is stale.

using System.Text;

string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
string root = Path.GetDirectoryName(here)!;
string types = args.Contains("--types") ? args[Array.IndexOf(args, "--types") + 1] : Path.Combine(root, "client-vscode");
string modules = Path.Combine(types, "node_modules");
if (!Directory.Exists(Path.Combine(modules, "vscode-languageserver-protocol")))
{
    Console.Error.WriteLine($"{modules} has no vscode-languageserver-protocol; run 'npm ci' in {types} first.");
    return 2;
}

// What the server reads and writes. A type is followed by the properties used of it; none listed: all of them.
// What is read may hold more than is listed (it is skipped); what is written never needs more.
string[] used =
[
    "Position", "Range", "Command", "TextEdit", "MarkupContent",
    "TextDocumentIdentifier", "VersionedTextDocumentIdentifier", "TextDocumentItem: uri languageId version text",
    "InitializeParams: processId capabilities clientInfo", "ClientInfo",
    "ClientCapabilities: workspace window", "WindowClientCapabilities: workDoneProgress",
    "WorkspaceClientCapabilities: applyEdit workspaceEdit codeLens inlayHint",
    "WorkspaceEditClientCapabilities: documentChanges", "CodeLensWorkspaceClientCapabilities", "InlayHintWorkspaceClientCapabilities",
    "InitializeResult: capabilities serverInfo", "ServerInfo",
    "ServerCapabilities: positionEncoding textDocumentSync codeLensProvider executeCommandProvider inlayHintProvider inlineCompletionProvider",
    "TextDocumentSyncOptions: openClose change", "CodeLensOptions: resolveProvider", "ExecuteCommandOptions: commands",
    "DidOpenTextDocumentParams", "DidChangeTextDocumentParams", "DidCloseTextDocumentParams", "TextDocumentContentChangeEvent: range text",
    "InlayHintParams: textDocument range", "InlayHint: position label kind tooltip paddingLeft paddingRight",
    "InlineCompletionParams: textDocument position context", "InlineCompletionContext: triggerKind",
    "InlineCompletionList", "InlineCompletionItem",
    "CodeLensParams: textDocument", "CodeLens: range command",
    "ExecuteCommandParams: command arguments",
    "ApplyWorkspaceEditParams: label edit", "WorkspaceEdit: changes documentChanges", "TextDocumentEdit",
    "OptionalVersionedTextDocumentIdentifier", "ApplyWorkspaceEditResult: applied failureReason",
    "ShowMessageParams", "WorkDoneProgressCreateParams", "WorkDoneProgressCancelParams",
    "WorkDoneProgressBegin", "WorkDoneProgressReport", "WorkDoneProgressEnd",
];
string[] enumerations = ["TextDocumentSyncKind", "InlayHintKind", "InlineCompletionTriggerKind", "MessageType", "MarkupKind"];

// Where the protocol leaves a choice, the one this server makes.
Dictionary<string, string> choices = new()
{
    ["ServerCapabilities.textDocumentSync"] = "TextDocumentSyncOptions",
    ["ServerCapabilities.inlayHintProvider"] = "bool",
    ["ServerCapabilities.inlineCompletionProvider"] = "bool",
    ["ServerCapabilities.positionEncoding"] = "string",
    ["InlayHint.label"] = "string",
    ["InlayHint.tooltip"] = "MarkupContent",
    ["InlineCompletionItem.insertText"] = "string",
    ["TextDocumentEdit.edits"] = "TextEdit[]",
    ["WorkspaceEdit.changes"] = "Dictionary<string, TextEdit[]>",
    ["WorkspaceEdit.documentChanges"] = "TextDocumentEdit[]",
    ["WorkDoneProgressCreateParams.token"] = "JsonElement",
    ["WorkDoneProgressCancelParams.token"] = "JsonElement",
};

var declarations = new Declarations();
foreach (string file in Directory.EnumerateFiles(Path.Combine(modules, "vscode-languageserver-protocol", "lib", "common"), "*.d.ts").Order(StringComparer.Ordinal))
{
    declarations.Read(File.ReadAllText(file));
}

declarations.Read(File.ReadAllText(Path.Combine(modules, "vscode-languageserver-types", "lib", "esm", "main.d.ts")));

string generated = new CSharpWriter(declarations, choices).Write(used, enumerations);
string target = Path.Combine(root, "server", "CotAssist.Server", "Lsp", "Protocol.g.cs");
if (args.Contains("--check"))
{
    bool fresh = File.Exists(target) && File.ReadAllText(target).ReplaceLineEndings("\n") == generated;
    Console.WriteLine(fresh ? "Protocol.g.cs is up to date." : "Protocol.g.cs is stale: run 'dotnet run build/generate-protocol.cs'.");
    return fresh ? 0 : 1;
}

File.WriteAllText(target, generated);
Console.WriteLine($"{target}: {used.Length} records, {enumerations.Length} enumerations.");
return 0;

/// <summary>A TypeScript type, as far as declarations of the protocol use them.</summary>
internal abstract record TsType
{
    public sealed record Name(string Text, List<TsType> Arguments) : TsType;

    public sealed record Literal(string Text) : TsType;

    public sealed record Union(List<TsType> Options) : TsType;

    public sealed record Intersection(List<TsType> Parts) : TsType;

    public sealed record ArrayOf(TsType Element) : TsType;

    public sealed record Structure(List<TsProperty> Properties) : TsType;
}

internal sealed record TsProperty(string Name, bool Optional, TsType Type);

/// <summary>Reads interfaces, type aliases and namespaces of constants out of .d.ts files; skips everything else.</summary>
internal sealed class Declarations
{
    private readonly Dictionary<string, TsType> _types = [];
    private readonly Dictionary<string, List<(string Name, string Value)>> _constants = [];
    private List<string> _tokens = [];
    private int _at;

    public List<(string Name, string Value)> Constants(string name) => _constants[name];

    /// <summary>All properties, inherited ones first.</summary>
    public List<TsProperty> PropertiesOf(string name) => PropertiesOf(_types[name]);

    public TsType? Find(string name) => _types.GetValueOrDefault(name);

    public List<TsProperty> PropertiesOf(TsType type) => type switch
    {
        TsType.Structure structure => structure.Properties,
        TsType.Intersection intersection => [.. intersection.Parts.SelectMany(PropertiesOf)],
        // An object that takes one of several forms: what only some forms have is optional.
        TsType.Union union => [.. union.Options.SelectMany(PropertiesOf).GroupBy(property => property.Name)
            .Select(same => same.First() with { Optional = same.Count() < union.Options.Count || same.Any(property => property.Optional) })],
        TsType.Name { Text: "Omit" } omit => PropertiesOf(omit.Arguments[0]),
        TsType.Name reference when _types.TryGetValue(reference.Text, out TsType? found) => PropertiesOf(found),
        _ => [],
    };

    public void Read(string source)
    {
        _tokens = [.. Tokenize(source), "", ""]; // two ends, for the two tokens of lookahead
        for (_at = 0; _at < _tokens.Count;)
        {
            switch (Next())
            {
                case "interface" when _tokens[_at + 1] is "{" or "<" or "extends": ReadInterface(); break;
                case "type" when _tokens[_at + 1] is "=" or "<": ReadAlias(); break;
                case "namespace" when _tokens[_at + 1] is "{": ReadNamespace(); break;
            }
        }
    }

    private void ReadInterface()
    {
        string name = Next();
        SkipTypeParameters();
        List<TsType> parts = [];
        if (Take("extends"))
        {
            do parts.Add(ReadPostfix());
            while (Take(","));
        }

        parts.Add(ReadPostfix());
        _types[name] = new TsType.Intersection(parts);
    }

    private void ReadAlias()
    {
        string name = Next();
        SkipTypeParameters();
        Expect("=");
        _types.TryAdd(name, ReadType());
    }

    private void ReadNamespace()
    {
        string name = Next();
        List<(string, string)> constants = [];
        Expect("{");
        for (int depth = 1; depth > 0;)
        {
            string token = Next();
            depth += token == "{" ? 1 : token == "}" ? -1 : 0;
            if (token == "const" && depth == 1 && _tokens[_at + 1] is ":" or "=" && _tokens[_at + 3] == ";")
            {
                constants.Add((_tokens[_at], _tokens[_at + 2]));
            }
        }

        _constants.TryAdd(name, constants);
    }

    private TsType ReadType()
    {
        Take("|");
        List<TsType> options = [ReadIntersection()];
        while (Take("|")) options.Add(ReadIntersection());
        return options.Count == 1 ? options[0] : new TsType.Union(options);
    }

    private TsType ReadIntersection()
    {
        List<TsType> parts = [ReadPostfix()];
        while (Take("&")) parts.Add(ReadPostfix());
        return parts.Count == 1 ? parts[0] : new TsType.Intersection(parts);
    }

    private TsType ReadPostfix()
    {
        TsType type = ReadPrimary();
        while (_tokens[_at] == "[" && _tokens[_at + 1] == "]")
        {
            _at += 2;
            type = new TsType.ArrayOf(type);
        }

        return type;
    }

    private TsType ReadPrimary()
    {
        string token = Next();
        switch (token)
        {
            case "{":
                return ReadStructure();
            case "(":
                TsType inner = ReadType();
                Expect(")");
                return inner;
            case "[":
                SkipUntil("]");
                return new TsType.Name("tuple", []);
        }

        if (token[0] is '\'' or '"' or '-' || char.IsAsciiDigit(token[0]))
        {
            return new TsType.Literal(token);
        }

        List<TsType> arguments = [];
        if (Take("<"))
        {
            do arguments.Add(ReadType());
            while (Take(","));
            Expect(">");
        }

        return new TsType.Name(token, arguments);
    }

    private TsType.Structure ReadStructure()
    {
        List<TsProperty> properties = [];
        while (!Take("}"))
        {
            if (Take("readonly"))
            {
                continue;
            }

            string name = Next();
            bool optional = Take("?");
            if (name == "[" || _tokens[_at] != ":")
            {
                _at -= name == "[" ? 1 : 0;
                SkipUntil(";"); // an index signature or a method: choices names the C# type where one is used
                continue;
            }

            Expect(":");
            properties.Add(new TsProperty(name, optional, ReadType()));
            Take(";");
        }

        return new TsType.Structure(properties);
    }

    private void SkipTypeParameters()
    {
        if (Take("<")) SkipUntil(">");
    }

    private void SkipUntil(string end)
    {
        for (int depth = 0; ;)
        {
            string token = Next();
            if (token == end && depth == 0) return;
            depth += token is "{" or "(" or "<" or "[" ? 1 : token is "}" or ")" or ">" or "]" ? -1 : 0;
        }
    }

    private string Next() => _tokens[_at++];

    private bool Take(string token)
    {
        if (_tokens[_at] != token) return false;
        _at++;
        return true;
    }

    private void Expect(string token)
    {
        string found = Next();
        if (found != token) throw new InvalidDataException($"'{token}' expected, found '{found}' near {string.Join(' ', _tokens.Skip(_at - 10).Take(20))}");
    }

    private static IEnumerable<string> Tokenize(string source)
    {
        for (int i = 0; i < source.Length;)
        {
            char c = source[i];
            if (char.IsWhiteSpace(c)) { i++; continue; }
            if (source.AsSpan(i).StartsWith("//")) { i = source.IndexOf('\n', i) + 1; continue; }
            if (source.AsSpan(i).StartsWith("/*")) { i = source.IndexOf("*/", i, StringComparison.Ordinal) + 2; continue; }
            int start = i++;
            if (c is '\'' or '"') i = source.IndexOf(c, i) + 1;
            else if (c == '=' && source[i] == '>') i++;
            else if (char.IsLetterOrDigit(c) || c is '_' or '$' or '-') while (char.IsLetterOrDigit(source[i]) || source[i] is '_' or '$' or '.') i++;
            yield return source[start..i];
        }
    }
}

/// <summary>Turns declarations into C# records for System.Text.Json's source generator.</summary>
internal sealed class CSharpWriter(Declarations declarations, Dictionary<string, string> choices)
{
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _numbers = [];

    public string Write(string[] used, string[] enumerations)
    {
        _known.UnionWith(used.Select(entry => entry.Split(':')[0]));
        var text = new StringBuilder("""
            // <auto-generated>
            // Written by build/generate-protocol.cs from the type declarations of vscode-languageserver-protocol (LSP 3.18).
            // Only the messages and properties that the server uses; do not edit.
            // </auto-generated>
            #nullable enable
            using System.Text.Json;
            using System.Text.Json.Serialization;

            namespace CotAssist.Server.Lsp;


            """.ReplaceLineEndings("\n"));
        foreach (string name in enumerations) WriteEnumeration(text, name);
        foreach (string entry in used) WriteRecord(text, entry.Split(':')[0], entry.Split(':') is [_, string names] ? names.Split(' ', StringSplitOptions.RemoveEmptyEntries) : null);
        foreach (string name in _known) text.Append($"[JsonSerializable(typeof({name}))]\n");
        text.Append("[JsonSerializable(typeof(InlayHint[]))]\n[JsonSerializable(typeof(CodeLens[]))]\n");
        text.Append("[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]\n");
        text.Append("internal sealed partial class ProtocolJson : JsonSerializerContext;\n");
        return text.ToString();
    }

    private void WriteEnumeration(StringBuilder text, string name)
    {
        var constants = declarations.Constants(name);
        bool number = constants.All(constant => char.IsAsciiDigit(constant.Value[0]));
        text.Append(number ? $"internal enum {name}\n{{\n" : $"internal static class {name}\n{{\n");
        foreach (var (constant, value) in constants)
        {
            text.Append(number ? $"    {constant} = {value},\n" : $"    public const string {constant} = \"{value.Trim('\'', '"')}\";\n");
        }

        text.Append("}\n\n");
        if (number) _numbers.Add(name);
    }

    private void WriteRecord(StringBuilder text, string name, string[]? only)
    {
        var properties = declarations.PropertiesOf(name).DistinctBy(property => property.Name)
            .Where(property => only is null || only.Contains(property.Name)).ToList();
        if (only?.Except(properties.Select(property => property.Name)).FirstOrDefault() is { } missing)
        {
            throw new InvalidDataException($"The protocol has no {name}.{missing}.");
        }

        text.Append($"internal sealed record {name}\n{{\n");
        foreach (TsProperty property in properties)
        {
            string pascal = char.ToUpperInvariant(property.Name[0]) + property.Name[1..];
            bool nullable = property.Type is TsType.Union { Options: var options } && options.Any(option => option is TsType.Name { Text: "null" });
            bool optional = property.Optional || nullable;
            if (property.Type is TsType.Literal literal)
            {
                text.Append($"    public string {pascal} {{ get; init; }} = \"{literal.Text.Trim('\'', '"')}\";\n");
                continue;
            }

            string type = choices.GetValueOrDefault($"{name}.{property.Name}") ?? TypeOf(property.Type, $"{name}.{property.Name}");
            if (pascal == name) // C# keeps that name for the type
            {
                text.Append($"    [JsonPropertyName(\"{property.Name}\")]\n");
                pascal = "Identifier";
            }

            text.Append($"    public {(optional ? "" : "required ")}{type}{(optional ? "?" : "")} {pascal} {{ get; init; }}\n");
        }

        text.Append("}\n\n");
    }

    private string TypeOf(TsType type, string where) => type switch
    {
        TsType.Name { Text: "string" or "DocumentUri" or "URI" or "MarkupKind" } => "string",
        TsType.Name { Text: "boolean" } => "bool",
        TsType.Name { Text: "integer" or "uinteger" } => "int",
        TsType.Name { Text: "LSPAny" or "any" } => "JsonElement",
        TsType.Name name when _known.Contains(name.Text) || _numbers.Contains(name.Text) => name.Text,
        TsType.Name name when declarations.Find(name.Text) is TsType.Union or TsType.Name => TypeOf(declarations.Find(name.Text)!, where),
        TsType.ArrayOf array => TypeOf(array.Element, where) + "[]",
        TsType.Union union when union.Options.Where(option => option is not TsType.Name { Text: "null" }).ToList() is [var only] => TypeOf(only, where),
        _ => throw new InvalidDataException($"{where}: say in 'choices' which C# type stands for {type}."),
    };
}
