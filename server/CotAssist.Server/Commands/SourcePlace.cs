using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CotAssist.Synthesis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Commands;

/// <summary>A place in a file as a user names it, FILE:LINE or FILE:LINE:COLUMN (both from 1), and the intent that stands there.</summary>
internal sealed partial class SourcePlace
{
    private SourcePlace(string path, int line, SourceText text, Intent intent) => (Path, Line, Text, Intent) = (path, line, text, intent);

    public string Path { get; }

    /// <summary>From 1.</summary>
    public int Line { get; }

    public SourceText Text { get; }

    public Intent Intent { get; }

    /// <exception cref="InvalidDataException">No such place, or no comment there asks for code; one sentence.</exception>
    public static SourcePlace Read(string place, CancellationToken cancellation)
    {
        var match = Form().Match(place);
        if (!match.Success)
        {
            throw new InvalidDataException($"'{place}' names no place; write FILE:LINE, such as Orders.cs:12.");
        }

        var path = System.IO.Path.GetFullPath(match.Groups["file"].Value);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"There is no file {path}.");
        }

        if (!path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"{path} is no C# file; comments are read in .cs files only.");
        }

        SourceText text;
        using (var file = File.OpenRead(path))
        {
            try
            {
                // Throws on bytes that are no text in this encoding, so that writing back never changes them.
                text = SourceText.From(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), throwIfBinaryDetected: true);
            }
            catch (Exception e) when (e is DecoderFallbackException or InvalidDataException)
            {
                throw new InvalidDataException($"{path} is not UTF-8 text; save it as UTF-8 and try again.", e);
            }
        }

        var line = int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture);
        if (line < 1 || line > text.Lines.Count)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{path} has {text.Lines.Count} lines, so there is no line {line}."));
        }

        var span = text.Lines[line - 1].Span;
        var position = match.Groups["column"].Success
            ? span.Start + Math.Clamp(int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture) - 1, 0, span.Length)
            : span.End;
        var tree = CSharpSyntaxTree.ParseText(text, path: path, cancellationToken: cancellation);
        var intent = IntentFinder.FindAt(tree, position, cancellation) ?? throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"No comment on line {line} of {System.IO.Path.GetFileName(path)} asks for code; name the line of a comment above an empty body, or one with nothing below it."));
        return new SourcePlace(path, line, text, intent);
    }

    /// <summary>Writes the file with the change in it: a temporary file first, then in one move; encoding and byte order mark stay.</summary>
    public void Apply(TextChange change)
    {
        var temporary = Path + ".cotassist";
        using (var writer = new StreamWriter(temporary, append: false, Encoding()))
        {
            Text.WithChanges(change).Write(writer);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(Path));
        }

        File.Move(temporary, Path, overwrite: true);
    }

    private Encoding Encoding()
    {
        Span<byte> start = stackalloc byte[3];
        using var file = File.OpenRead(Path);
        var mark = file.ReadAtLeast(start, 3, throwOnEndOfStream: false) == 3 && start is [0xEF, 0xBB, 0xBF];
        return mark ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true) : Text.Encoding ?? new UTF8Encoding(false);
    }

    [GeneratedRegex(@"^(?<file>.+?):(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
