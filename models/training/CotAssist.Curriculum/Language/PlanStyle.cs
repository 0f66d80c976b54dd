namespace CotAssist.Curriculum.Language;

/// <summary>How the steps of one plan are worded.</summary>
/// <param name="Capitalised">Steps begin with a capital.</param>
/// <param name="Words">Names stand as words ("the order totals") instead of identifiers.</param>
/// <param name="Coarse">Short neighbouring steps are told as one.</param>
/// <param name="Stop">Steps end in a full stop.</param>
/// <param name="FirstPhrase">Percent of the steps that are told in their entry's first phrase; the others in any.</param>
public sealed record PlanStyle(bool Capitalised, bool Words, bool Coarse, bool Stop, int FirstPhrase)
{
    /// <summary>
    /// The model's own manner: mostly one. A phrase that stands for a step alone is learnt in half of the samples that two
    /// would need, and plans that are sampled differ in what they do rather than in how they say it.
    /// </summary>
    public static PlanStyle Draw(Random random) => new(random.Percent(3), random.Percent(12), random.Percent(8), false, 90);

    /// <summary>As people write when they change a plan.</summary>
    public static PlanStyle DrawPersonal(Random random) => new(random.Percent(40), random.Percent(35), random.Percent(10), random.Percent(15), 40);

    /// <summary>As people say steps in a comment: in any phrase, since the plan tells them in the first.</summary>
    public static PlanStyle DrawSaid(Random random) => new(random.Percent(40), random.Percent(50), false, random.Percent(15), 0);

    /// <summary>As <see cref="Draw"/>, but each step told in any of its phrases.</summary>
    public static PlanStyle DrawHeld(Random random) => new(random.Percent(8), random.Percent(12), random.Percent(8), false, 40);
}
