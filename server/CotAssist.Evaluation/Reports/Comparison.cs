using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CotAssist.Evaluation.Statistics;

namespace CotAssist.Evaluation.Reports;

/// <summary>Two sets of tries over the same tasks, paired: difference and ratio of pass@1 with 95 % bootstrap intervals.</summary>
public sealed record Comparison(int Tasks, double A, double B, Interval Difference, Interval Ratio, ImmutableArray<string> OnlyA, ImmutableArray<string> OnlyB)
{
    private const int Seed = 1;

    /// <summary>A run's folder, or "folder:arm" where it holds several arms.</summary>
    /// <exception cref="InvalidDataException">No run there, or no such arm, or arms to choose from.</exception>
    public static ImmutableArray<TryRecord> Read(string folderAndArm)
    {
        var colon = folderAndArm.LastIndexOf(':');
        var (folder, arm) = Directory.Exists(folderAndArm) || colon < 0 ? (folderAndArm, null) : (folderAndArm[..colon], folderAndArm[(colon + 1)..]);
        var tries = RunFolder.ReadTries(folder);
        var arms = tries.Select(record => record.Arm).Distinct().ToArray();
        if (arm is null && arms.Length == 1)
            return tries;
        return arm is not null && arms.Contains(arm)
            ? [.. tries.Where(record => record.Arm == arm)]
            : throw new InvalidDataException($"{folder} holds the arms {string.Join(", ", arms)}: name one, such as {folder}:{arms[0]}.");
    }

    /// <exception cref="InvalidDataException">They have no task in common.</exception>
    public static Comparison Of(IEnumerable<TryRecord> a, IEnumerable<TryRecord> b)
    {
        var scoresOfB = Summary.Scores(b).ToDictionary(score => score.Task, score => score.Score);
        var pairs = Summary.Scores(a).Where(score => scoresOfB.ContainsKey(score.Task)).Select(score => (score.Task, A: score.Score, B: scoresOfB[score.Task])).ToArray();
        if (pairs.Length == 0)
            throw new InvalidDataException("The two have no task in common.");
        double[] valuesOfA = [.. pairs.Select(pair => pair.A)], valuesOfB = [.. pairs.Select(pair => pair.B)];
        return new Comparison(
            pairs.Length, valuesOfA.Average(), valuesOfB.Average(), Bootstrap.Difference(valuesOfA, valuesOfB, Seed), Bootstrap.Ratio(valuesOfA, valuesOfB, Seed),
            [.. pairs.Where(pair => pair.A > pair.B).Select(pair => pair.Task)], [.. pairs.Where(pair => pair.B > pair.A).Select(pair => pair.Task)]);
    }

    public string ToMarkdown(string nameOfA, string nameOfB)
    {
        var table = new MarkdownTable("", "pass@1");
        table.Add($"A {nameOfA}", Summary.Percent(A));
        table.Add($"B {nameOfB}", Summary.Percent(B));
        table.Add("A - B (95 %)", $"{Summary.Percent(Difference.Estimate)} ({Summary.Percent(Difference.Low)} to {Summary.Percent(Difference.High)})");
        table.Add("A / B (95 %)", string.Create(CultureInfo.InvariantCulture, $"{Ratio.Estimate:F2} ({Ratio.Low:F2} to {Ratio.High:F2})"));
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Tasks} tasks in common; paired bootstrap, {Bootstrap.Resamples} resamples\n\n").Append(table)
            .Append(CultureInfo.InvariantCulture, $"\nA better on {OnlyA.Length}: {string.Join(", ", OnlyA)}\nB better on {OnlyB.Length}: {string.Join(", ", OnlyB)}\n").ToString();
    }
}
