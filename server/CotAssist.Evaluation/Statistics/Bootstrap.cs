namespace CotAssist.Evaluation.Statistics;

/// <summary>
/// Percentile bootstrap over tasks (Efron and Tibshirani, 1993): tasks are drawn with replacement, and a task takes all its arms
/// with it, so that differences are paired. The same seed gives the same interval.
/// </summary>
public static class Bootstrap
{
    public const int Resamples = 10_000;

    /// <summary>Of the mean of <paramref name="scores"/>, one a task.</summary>
    public static Interval Mean(ReadOnlySpan<double> scores, int seed) => Resample(scores, [], seed, (sum, _, count) => sum / count);

    /// <summary>Of mean(a) - mean(b), paired by task.</summary>
    public static Interval Difference(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int seed) => Resample(a, b, seed, (sumA, sumB, count) => (sumA - sumB) / count);

    /// <summary>Of mean(a) / mean(b), paired by task; where b is all zero, infinite.</summary>
    public static Interval Ratio(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int seed) => Resample(a, b, seed, (sumA, sumB, _) => sumB == 0 ? double.PositiveInfinity : sumA / sumB);

    private static Interval Resample(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int seed, Func<double, double, int, double> statistic)
    {
        ArgumentOutOfRangeException.ThrowIfZero(a.Length);
        if (b.Length != 0 && b.Length != a.Length)
            throw new ArgumentException("Paired scores must be of the same tasks.", nameof(b));
        var random = new Random(seed);
        var values = new double[Resamples];
        for (var resample = 0; resample < values.Length; resample++)
        {
            double sumA = 0, sumB = 0;
            for (var draw = 0; draw < a.Length; draw++)
            {
                var task = random.Next(a.Length);
                sumA += a[task];
                sumB += b.Length == 0 ? 0 : b[task];
            }

            values[resample] = statistic(sumA, sumB, a.Length);
        }

        Array.Sort(values);
        return new Interval(statistic(Sum(a), Sum(b), a.Length), Percentile(values, 0.025), Percentile(values, 0.975));
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    /// <summary>The nearest rank, so that an interval's ends are values that occurred.</summary>
    private static double Percentile(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
