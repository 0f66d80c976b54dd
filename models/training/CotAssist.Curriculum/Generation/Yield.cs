using System.Collections.Concurrent;
using CotAssist.Curriculum.Output;

namespace CotAssist.Curriculum.Generation;

/// <summary>What came of a run: how many samples, and why others were dropped, by entry.</summary>
public sealed class Yield
{
    private readonly ConcurrentDictionary<string, int> _dropped = new();
    private readonly ConcurrentDictionary<string, int> _byEntry = new();
    private readonly ConcurrentDictionary<string, string> _examples = new();
    private int _kept;

    public int Kept => _kept;

    public int Dropped => _dropped.Values.Sum();

    public void Keep() => Interlocked.Increment(ref _kept);

    public void Drop(string reason, Sample? sample, string detail)
    {
        _dropped.AddOrUpdate(reason, 1, (_, n) => n + 1);
        if (sample is not null)
        {
            foreach (var entry in sample.Entries)
            {
                _byEntry.AddOrUpdate(entry, 1, (_, n) => n + 1);
            }

            _examples.TryAdd(reason + " " + string.Join('+', sample.Entries), $"{reason}: {detail}\n{sample.Finished}");
        }
    }

    public void Report(TextWriter writer, bool examples)
    {
        writer.WriteLine($"{Kept} samples, {Dropped} dropped");
        foreach (var (reason, count) in _dropped.OrderByDescending(d => d.Value).Take(20))
        {
            writer.WriteLine($"  {count,6}  {reason}");
        }

        foreach (var (entry, count) in _byEntry.OrderByDescending(d => d.Value).Take(15))
        {
            writer.WriteLine($"  {count,6}  in {entry}");
        }

        foreach (var (_, text) in _examples.OrderBy(e => e.Key.StartsWith("the product", StringComparison.Ordinal)).Take(examples ? 25 : 0))
        {
            writer.WriteLine("----\n" + text);
        }
    }
}
