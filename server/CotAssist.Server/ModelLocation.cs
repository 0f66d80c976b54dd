namespace CotAssist.Server;

/// <summary>Where the model lies: the one named, the environment's, the bundled starter, the user's own.</summary>
internal static class ModelLocation
{
    /// <summary>Names a model folder for every command that is given none.</summary>
    public const string EnvironmentVariable = "COTASSIST_MODEL";

    public static string Starter { get; } = Path.Combine(AppContext.BaseDirectory, "models", "starter");

    public static string Resolve(string? named) =>
        named ?? (Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } set ? set
            : !Directory.Exists(Starter) && Directory.Exists(Own) ? Own : Starter);

    /// <summary>In the user's data folder, for a program that was installed without a model.</summary>
    private static string Own =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "cotassist", "models", "starter");
}
