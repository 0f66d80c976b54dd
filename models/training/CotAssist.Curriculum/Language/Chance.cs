namespace CotAssist.Curriculum.Language;

/// <summary>Draws with a random number generator that a seed fixes on every machine.</summary>
public static class Chance
{
    /// <summary>True in <paramref name="percent"/> of 100 draws.</summary>
    public static bool Percent(this Random random, double percent) => random.NextDouble() * 100 < percent;

    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    public static T Pick<T>(this Random random, ReadOnlySpan<T> items) => items[random.Next(items.Length)];

    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> items) => items[random.Next(items.Length)];

    /// <summary>A hash that does not change from run to run.</summary>
    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        // Finish as murmur does: the low bits of FNV alone are too regular.
        hash ^= hash >> 16;
        hash = unchecked(hash * 0x85ebca6b);
        hash ^= hash >> 13;
        hash = unchecked(hash * 0xc2b2ae35);
        return hash ^ (hash >> 16);
    }
}
