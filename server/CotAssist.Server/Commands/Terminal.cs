using Spectre.Console;

namespace CotAssist.Server.Commands;

/// <summary>Where commands write for people: coloured in a terminal, plain text without line breaks of its own elsewhere.</summary>
internal static class Terminal
{
    public static IAnsiConsole Open()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        plain.Profile.Width = 10_000;
        return plain;
    }
}
