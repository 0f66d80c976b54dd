namespace CotAssist.Curriculum.Generation;

/// <summary>What the model is asked to do in a sample; the number stands in the token file.</summary>
public enum SampleMode : byte
{
    /// <summary>Write the plan, then the code.</summary>
    Plan = 0,

    /// <summary>Write the code at once.</summary>
    Direct = 1,

    /// <summary>Write the plan and code of one turn; earlier turns stand above.</summary>
    Turn = 2,

    /// <summary>Write the code for a plan that a person has changed.</summary>
    Edited = 3,

    /// <summary>Say that the comment is outside the domain.</summary>
    Abstain = 4,
}
