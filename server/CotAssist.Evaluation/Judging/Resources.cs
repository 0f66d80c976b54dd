namespace CotAssist.Evaluation.Judging;

/// <summary>Source texts that lie inside this assembly.</summary>
internal static class Resources
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Resources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
