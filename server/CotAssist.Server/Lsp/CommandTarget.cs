using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp;

/// <summary>The comment a command is about, in the version of its document that stood when the command came.</summary>
internal sealed record CommandTarget(Document Document, Intent Intent);
