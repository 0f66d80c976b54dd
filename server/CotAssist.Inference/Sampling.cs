namespace CotAssist.Inference;

/// <summary>How the next token is drawn. Temperature 0 is greedy; otherwise nucleus sampling (Holtzman et al., 2020).</summary>
public sealed record Sampling(double Temperature, double TopP = 1, int Seed = 0)
{
    public static Sampling Greedy { get; } = new(0);
}
