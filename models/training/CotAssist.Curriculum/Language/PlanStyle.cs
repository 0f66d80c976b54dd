namespace CotAssist.Curriculum.Language;

/// <summary>How the steps of one plan are worded.</summary>
/// <param name="Capitalised">Steps begin with a capital.</param>
/// <param name="Words">Names stand as words ("the order totals") instead of identifiers.</param>
/// <param name="Coarse">Short neighbouring steps are told as one.</param>
/// <param name="Stop">Steps end in a full stop.</param>
public sealed record PlanStyle(bool Capitalised, bool Words, bool Coarse, bool Stop)
{
    /// <summary>The model's own manner: mostly one, so that it is easily learnt.</summary>
    public static PlanStyle Draw(Random random) => new(random.Percent(8), random.Percent(12), random.Percent(8), false);

    /// <summary>As people write when they change a plan.</summary>
    public static PlanStyle DrawPersonal(Random random) => new(random.Percent(40), random.Percent(35), random.Percent(10), random.Percent(15));
}
