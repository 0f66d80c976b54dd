namespace CotAssist.Evaluation.Statistics;

/// <summary>How well a score tells two groups apart: the area under the ROC curve, which is the Mann-Whitney statistic divided by the number of pairs (Hanley and McNeil, 1982).</summary>
public static class RocArea
{
    /// <summary>The chance that a member of <paramref name="higher"/> scores above one of <paramref name="lower"/>; ties count half. 0.5 tells nothing. Null when a group is empty.</summary>
    public static double? Of(IReadOnlyCollection<double> higher, IReadOnlyCollection<double> lower)
    {
        if (higher.Count == 0 || lower.Count == 0)
            return null;
        double wins = 0;
        foreach (var high in higher)
        {
            foreach (var low in lower)
                wins += high > low ? 1 : high == low ? 0.5 : 0;
        }

        return wins / higher.Count / lower.Count;
    }
}
