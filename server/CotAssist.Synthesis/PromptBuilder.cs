namespace CotAssist.Synthesis;

/// <summary>
/// Lays an intent out for a model, in the profile <c>cotassist-1</c>; the curriculum renders its samples with this same class.
/// <code>
/// begin, types T, signature S, before B, after A, comment C, (body|statements|expression|member), then
/// plan "1. ...\n2. ..." code   (a plan is asked for by ending at "plan")
/// code                         (without a plan)
/// </code>
/// Sections that are empty are left out. What is too long is cut, farthest from the comment first: types, then before, then after.
/// </summary>
public static class PromptBuilder
{
    /// <summary>Most characters of each section, so that a prompt fits the starter's context with room for plan and code.</summary>
    public const int MaxTypes = 1200, MaxBefore = 700, MaxAfter = 300, MaxComment = 800;

    /// <summary>Ends with the plan marker: the model writes the plan.</summary>
    public static Prompt ForPlan(Intent intent) => throw new NotImplementedException();

    /// <summary>Ends with the code marker: the model writes the code, following <paramref name="plan"/> when there is one.</summary>
    /// <param name="traced">Ask for step markers in the code.</param>
    public static Prompt ForCode(Intent intent, Plan? plan, bool traced) => throw new NotImplementedException();
}
