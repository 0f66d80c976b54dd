namespace CotAssist.Server.Lsp;

/// <summary>Who waits for work on the device; a later one pre-empts an earlier one.</summary>
internal enum Urgency
{
    /// <summary>Nobody yet: plans for the comments in view.</summary>
    Background,

    /// <summary>Somebody who types: ghost text at the caret.</summary>
    Typing,

    /// <summary>Somebody who asked for it.</summary>
    Command,
}
