namespace CotAssist.Curriculum.Templates;

/// <summary>Whether an expression put in place of a name needs parentheses there.</summary>
public enum SlotSite
{
    /// <summary>An argument, an initial value, a returned value: no parentheses.</summary>
    Free,

    /// <summary>Before a dot or bracket: anything but a primary expression needs parentheses.</summary>
    Receiver,

    /// <summary>Beside an operator: the same.</summary>
    Operand,

    /// <summary>Only a name may stand here (assigned, declared, passed by reference).</summary>
    NameOnly,
}
