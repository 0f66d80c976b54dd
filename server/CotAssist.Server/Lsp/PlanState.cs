namespace CotAssist.Server.Lsp;

/// <summary>How far an intent's plan has come.</summary>
internal enum PlanState
{
    Wanted,

    /// <summary>Will be written when the keys have rested.</summary>
    Claimed,

    Writing,
    Ready,

    /// <summary>The model gave none.</summary>
    Refused,

    /// <summary>The developer wants none; code is written without it.</summary>
    Dismissed,
}
