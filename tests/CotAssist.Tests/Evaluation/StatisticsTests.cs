using CotAssist.Evaluation.Statistics;

namespace CotAssist.Tests.Evaluation;

/// <summary>Estimators against values worked out by hand.</summary>
public sealed class StatisticsTests
{
    [Theory]
    [InlineData(1, 1, 1, 1.0)]
    [InlineData(1, 0, 1, 0.0)]
    [InlineData(5, 2, 1, 0.4)] // c / n
    [InlineData(5, 2, 2, 0.7)] // 1 - C(3,2)/C(5,2) = 1 - 3/10
    [InlineData(10, 3, 5, 0.9166666666666667)] // 1 - C(7,5)/C(10,5) = 1 - 21/252
    [InlineData(5, 2, 4, 1.0)] // four of five cannot all be among the three that fail
    [InlineData(200, 1, 100, 0.5)]
    public void Pass_at_k_is_the_unbiased_estimator(int samples, int passed, int k, double expected) =>
        Assert.Equal(expected, PassAtK.Estimate(samples, passed, k), precision: 12);

    [Fact]
    public void Pass_at_k_is_the_share_of_k_subsets_that_hold_a_pass()
    {
        // Six tries of which the first two passed: all 20 subsets of three, counted one by one.
        var subsets = from a in Enumerable.Range(0, 6) from b in Enumerable.Range(a + 1, 5 - a) from c in Enumerable.Range(b + 1, 5 - b) select a < 2;
        Assert.Equal(subsets.Average(holds => holds ? 1.0 : 0.0), PassAtK.Estimate(6, 2, 3), precision: 12);
    }

    [Theory]
    [InlineData(new[] { 3.0, 4.0 }, new[] { 1.0, 2.0 }, 1.0)]
    [InlineData(new[] { 1.0 }, new[] { 2.0, 3.0 }, 0.0)]
    [InlineData(new[] { 1.0, 3.0 }, new[] { 2.0 }, 0.5)]
    [InlineData(new[] { 2.0, 5.0, 9.0 }, new[] { 2.0, 7.0 }, 3.5 / 6)] // 2: half a win and a loss; 5: a win and a loss; 9: two wins
    public void The_roc_area_is_the_share_of_pairs_in_the_right_order(double[] higher, double[] lower, double expected) =>
        Assert.Equal(expected, RocArea.Of(higher, lower)!.Value, precision: 12);

    [Fact]
    public void One_group_alone_has_no_roc_area() => Assert.Null(RocArea.Of([], [1]));

    [Fact]
    public void Of_two_tasks_the_bootstrap_mean_is_0_half_or_1()
    {
        // Drawing two of {0, 1} with replacement: 0 and 1 a quarter each, so both ends of 95 % lie outside the middle.
        Assert.Equal(new Interval(0.5, 0, 1), Bootstrap.Mean([0, 1], seed: 7));
    }

    [Fact]
    public void A_mean_of_many_tasks_has_the_normal_interval()
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(task => task % 4 == 0 ? 1.0 : 0.0)];
        var interval = Bootstrap.Mean(scores, seed: 7);
        var normal = 1.96 * Math.Sqrt(0.25 * 0.75 / 400); // 0.0424
        Assert.Equal(0.25, interval.Estimate, precision: 12);
        Assert.Equal(0.25 - normal, interval.Low, tolerance: 0.005);
        Assert.Equal(0.25 + normal, interval.High, tolerance: 0.005);
    }

    [Fact]
    public void Pairing_takes_out_what_both_share()
    {
        // B passes what A passes and always one more in ten: unpaired, the noise of hard and easy tasks would hide it.
        double[] a = [.. Enumerable.Range(0, 100).Select(task => task % 2 == 0 ? 1.0 : 0.0)];
        double[] b = [.. Enumerable.Range(0, 100).Select(task => task % 2 == 0 || task % 10 == 1 ? 1.0 : 0.0)];
        var difference = Bootstrap.Difference(b, a, seed: 7);
        Assert.Equal(0.1, difference.Estimate, precision: 12);
        Assert.InRange(difference.Low, 0.03, 0.06); // 0.1 - 1.96 * sqrt(0.1 * 0.9 / 100) = 0.041
        Assert.InRange(difference.High, 0.14, 0.17);
        Assert.Equal(1.2, Bootstrap.Ratio(b, a, seed: 7).Estimate, precision: 12);
    }

    [Fact]
    public void Equal_arms_differ_by_nothing() => Assert.Equal(new Interval(0, 0, 0), Bootstrap.Difference([1, 0, 1], [1, 0, 1], seed: 7));

    [Fact]
    public void The_same_seed_gives_the_same_interval() => Assert.Equal(Bootstrap.Mean([0, 1, 1, 0, 1], seed: 3), Bootstrap.Mean([0, 1, 1, 0, 1], seed: 3));
}
