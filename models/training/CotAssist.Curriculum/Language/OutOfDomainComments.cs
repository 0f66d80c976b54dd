namespace CotAssist.Curriculum.Language;

/// <summary>Comments that ask for what the starter is not made for: whole sentences, and patterns whose [slots] are filled from lists.</summary>
public sealed class OutOfDomainComments(IReadOnlyList<(string Name, IReadOnlyList<string> Lines)> sections)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _sections = sections.ToDictionary(s => s.Name, s => s.Lines);

    public bool IsEmpty => _sections.Count == 0;

    /// <param name="held">Draw from the comments that are only ever tested.</param>
    public string Draw(Random random, bool held)
    {
        var choices = Choices(held);
        var text = choices[random.Next(choices.Count)];
        for (var open = text.IndexOf('[', StringComparison.Ordinal); open >= 0; open = text.IndexOf('[', StringComparison.Ordinal))
        {
            var close = text.IndexOf(']', open);
            if (!_sections.TryGetValue(text[(open + 1)..close], out var fillings))
            {
                throw new InvalidDataException($"out-of-domain.txt: no section {text[(open + 1)..close]} for '{text}'; add it.");
            }

            var filling = random.Pick(fillings);
            text = string.Concat(text.AsSpan(0, open), filling == "_" ? "" : filling.Replace('_', ' '), text.AsSpan(close + 1));
        }

        return text;
    }

    private List<string> Choices(bool held)
    {
        lock (_sections)
        {
            ref var list = ref held ? ref _held : ref _train;
            return list ??= [.. new[] { "comments", "patterns", "patterns", "chinese" }.Where(_sections.ContainsKey).SelectMany(s => _sections[s])
                .Where(t => Chance.Hash(t) % 100 < 12 == held)];
        }
    }

    private List<string>? _train, _held;
}
