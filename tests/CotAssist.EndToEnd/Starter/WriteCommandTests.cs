namespace CotAssist.EndToEnd.Starter;

/// <summary>"cotassist write --apply" with the bundled model, on every comment that the demo's files hold.</summary>
public sealed class WriteCommandTests
{
    /// <summary>Files of the demo with the 1-based lines of their comments.</summary>
    public static TheoryData<string, int> DemoComments()
    {
        var comments = new TheoryData<string, int>();
        foreach (var file in Directory.GetFiles(Repository.PathOf("tests/fixtures/demo"), "*.cs").Order(StringComparer.Ordinal))
            foreach (var (index, line) in File.ReadLines(file).Index().Where(line => line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal)))
                comments.Add(Path.GetFileName(file), index + 1);
        return comments;
    }

    [Theory]
    [MemberData(nameof(DemoComments))]
    public void A_comment_of_the_demo_becomes_code_in_its_file(string file, int line)
    {
        using var folder = new TemporaryFolder();
        var copy = folder.PathOf(file);
        File.Copy(Repository.PathOf($"tests/fixtures/demo/{file}"), copy);

        var (exitCode, output) = Command.Run("dotnet", Repository.ServerAssembly, "write", $"{copy}:{line}", "--apply");

        Assert.True(exitCode == 0, output);
        Assert.NotEqual(File.ReadAllText(Repository.PathOf($"tests/fixtures/demo/{file}")), File.ReadAllText(copy));
        Compiling.AssertCompiles(File.ReadAllText(copy));
    }
}
