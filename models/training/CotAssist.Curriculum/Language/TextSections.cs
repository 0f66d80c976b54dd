namespace CotAssist.Curriculum.Language;

/// <summary>Reads the word files of models/training/words: sections that begin with "== name", "#" for remarks.</summary>
internal static class TextSections
{
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Lines)> Read(string path)
    {
        var sections = new List<(string, IReadOnlyList<string>)>();
        List<string>? lines = null;
        foreach (var line in File.ReadLines(path).Select(l => l.TrimEnd()))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                lines = [];
                sections.Add((line[3..], lines));
            }
            else if (line.Length > 0 && !line.StartsWith('#'))
            {
                (lines ?? throw new InvalidDataException($"{path}: a line stands before the first '== name'; add one.")).Add(line.Replace("\\n", "\n", StringComparison.Ordinal));
            }
        }

        return sections;
    }
}
