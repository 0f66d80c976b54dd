using System.Collections.Immutable;
using System.Text;

namespace CotAssist.Curriculum.Templates;

/// <summary>Code whose names can be replaced.</summary>
/// <param name="Text">'\n' line ends; step marks are comments of the form <c>/*§1*/</c>.</param>
/// <param name="Slots">In order of place, not overlapping.</param>
public sealed record Template(string Text, ImmutableArray<Slot> Slots)
{
    public static Template Empty { get; } = new("", []);

    public string Render(Func<Slot, string> name)
    {
        var result = new StringBuilder(Text.Length + 32);
        var at = 0;
        foreach (var slot in Slots)
        {
            result.Append(Text, at, slot.Start - at).Append(name(slot));
            at = slot.End;
        }

        return result.Append(Text, at, Text.Length - at).ToString();
    }

    public Template Slice(int start, int end) =>
        new(Text[start..end], [.. Slots.Where(s => s.Start >= start && s.End <= end).Select(s => s with { Start = s.Start - start })]);

    /// <summary>Rewrites what stands between the names.</summary>
    public Template Map(Func<string, string> rewrite)
    {
        var text = new StringBuilder();
        var slots = ImmutableArray.CreateBuilder<Slot>(Slots.Length);
        var at = 0;
        foreach (var slot in Slots)
        {
            text.Append(rewrite(Text[at..slot.Start]));
            slots.Add(slot with { Start = text.Length });
            text.Append(Text, slot.Start, slot.Length);
            at = slot.End;
        }

        return new(text.Append(rewrite(Text[at..])).ToString(), slots.ToImmutable());
    }

    public Template TrimEnd() => Slice(0, Text.TrimEnd().Length);
}
