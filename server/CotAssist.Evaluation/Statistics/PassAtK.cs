namespace CotAssist.Evaluation.Statistics;

/// <summary>The unbiased estimator of pass@k of Chen et al., "Evaluating Large Language Models Trained on Code" (2021), section 2.1.</summary>
public static class PassAtK
{
    /// <summary>1 - C(n - c, k) / C(n, k), as a product that does not overflow.</summary>
    /// <param name="samples">n, tries of one task.</param>
    /// <param name="passed">c, of them that passed.</param>
    /// <param name="k">1 to n.</param>
    public static double Estimate(int samples, int passed, int k)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (samples - passed < k)
            return 1;
        var allFail = 1.0;
        for (var i = samples - passed + 1; i <= samples; i++)
            allFail *= 1 - (double)k / i;
        return 1 - allFail;
    }
}
