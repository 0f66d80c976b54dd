using CotAssist.Curriculum.Output;

namespace CotAssist.Curriculum.Generation;

/// <summary>A stream of samples that are sound: found by the product at their caret, bound by the compiler. Parallel, in the order of their numbers.</summary>
/// <param name="bindPercent">Share of the samples that are compiled; the others are parsed only. Which ones, the sample's number says.</param>
/// <param name="codeOnly">Every sample asks for its code at once, without a plan: what a control model is trained on.</param>
/// <param name="near">The evaluation text that a sample comes too near to; null when there is none.</param>
public sealed class SampleSource(Material material, int seed, Split split, double bindPercent = 100, bool codeOnly = false, Func<Sample, string?>? near = null)
{
    private const int Batch = 2000;
    private readonly SampleBinder _binder = new();
    private readonly SampleMaker _maker = new(material, seed, split);

    public Yield Yield { get; } = new();

    public IEnumerable<(Sample Sample, SampleText Text)> Take(int count) =>
        Select(count, (sample, text) => (sample, text));

    /// <param name="encode">Runs on many threads; null drops the sample.</param>
    public IEnumerable<T> Select<T>(int count, Func<Sample, SampleText, T?> encode)
    {
        var yielded = 0;
        for (var start = 0L; yielded < count && (Yield.Kept > 0 || start < 20 * Batch); start += Batch)
        {
            var size = Math.Min(Batch, count - yielded + count / 10 + 8);
            var batch = Enumerable.Range(0, size).Select(i => start + i).AsParallel().AsOrdered().Select(n => Make(n) is var (sample, text) && encode(sample, text) is { } made ? (made, true) : (default(T)!, false));
            foreach (var (made, ok) in batch)
            {
                if (ok && yielded < count)
                {
                    yielded++;
                    Yield.Keep();
                    yield return made;
                }
            }
        }
    }

    /// <summary>The sample of a number; null when it is not sound.</summary>
    public (Sample Sample, SampleText Text)? Make(long number)
    {
        if (_maker.Make(number) is not { } sample)
        {
            Yield.Drop("nothing drawn", null, "");
            return null;
        }

        if (codeOnly)
        {
            if (sample.Mode is SampleMode.Abstain or SampleMode.Edited)
            {
                Yield.Drop("no code of its comment", null, "");
                return null;
            }

            sample = sample with { Mode = SampleMode.Direct, Traced = false };
        }

        if (SampleText.Of(sample) is not { } text)
        {
            Yield.Drop($"the product finds no such intent ({sample.Shape})", sample, sample.Before + "|" + sample.After);
            return null;
        }

        if (near?.Invoke(sample) is { } evaluation)
        {
            Yield.Drop("near an evaluation text", sample, evaluation);
            return null;
        }

        var bind = Language.Chance.Hash($"bind {number}") % 10_000 < bindPercent * 100;
        if (sample.Finished.Length > 0 && (bind ? _binder.Error(sample.Finished) : SampleBinder.SyntaxError(sample.Finished)) is { } error)
        {
            Yield.Drop("does not bind: " + error[..6], sample, error);
            return null;
        }

        return (sample, text);
    }
}
