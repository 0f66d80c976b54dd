using System.Collections.Immutable;
using System.Text.Json;

namespace CotAssist.Evaluation.Reports;

/// <summary>A run on disk: <c>run.json</c>, <c>tries.jsonl</c> (appended line by line, so that an interrupted run keeps what it did), <c>summary.md</c>.</summary>
public sealed class RunFolder : IDisposable
{
    private readonly StreamWriter writer;
    private readonly string path;

    private RunFolder(string path, ImmutableArray<TryRecord> tries)
    {
        this.path = path;
        Tries = [.. tries];
        writer = new StreamWriter(Path.Combine(path, "tries.jsonl"), append: true) { NewLine = "\n" };
    }

    /// <summary>What was there, and what has been added since.</summary>
    public List<TryRecord> Tries { get; }

    /// <param name="resume">Go on with what is there.</param>
    /// <exception cref="InvalidDataException">Tries are there and must not be mixed with these; one sentence says what to do.</exception>
    public static RunFolder Open(string path, RunDescription description, bool resume)
    {
        Directory.CreateDirectory(path);
        var descriptionFile = Path.Combine(path, "run.json");
        var triesFile = Path.Combine(path, "tries.jsonl");
        if (!File.Exists(triesFile) || new FileInfo(triesFile).Length == 0)
        {
            File.WriteAllText(descriptionFile, JsonSerializer.Serialize(description, JsonLine.Indented) + "\n");
            return new RunFolder(path, []);
        }

        if (!resume)
            throw new InvalidDataException($"{path} already holds a run: add --resume to go on with it, or choose another --out.");
        if (!ReadDescription(path).IsSameRun(description))
            throw new InvalidDataException($"{path} holds a run with another suite, model, seed, sampling or product version: choose another --out.");
        CutUnfinishedLine(triesFile);
        return new RunFolder(path, ReadTries(path));
    }

    /// <exception cref="InvalidDataException">No run there.</exception>
    public static RunDescription ReadDescription(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunDescription>(File.ReadAllText(Path.Combine(path, "run.json")), JsonLine.Options)!;
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new InvalidDataException($"{path} holds no run of this program: run.json is missing or damaged.", error);
        }
    }

    /// <exception cref="InvalidDataException">A line is damaged; the sentence names it.</exception>
    public static ImmutableArray<TryRecord> ReadTries(string path)
    {
        var tries = ImmutableArray.CreateBuilder<TryRecord>();
        var file = Path.Combine(path, "tries.jsonl");
        if (!File.Exists(file))
            throw new InvalidDataException($"{path} holds no tries.jsonl.");
        foreach (var line in File.ReadLines(file))
        {
            try
            {
                tries.Add(TryRecord.FromJson(line));
            }
            catch (JsonException error)
            {
                throw new InvalidDataException($"{file}, line {tries.Count + 1}: no try ({error.Message})", error);
            }
        }

        return tries.ToImmutable();
    }

    public void Add(TryRecord record)
    {
        Tries.Add(record);
        writer.WriteLine(record.ToJson());
        writer.Flush();
    }

    public void WriteSummary(string markdown) => File.WriteAllText(Path.Combine(path, "summary.md"), markdown);

    public void Dispose() => writer.Dispose();

    /// <summary>A run that was killed in the middle of a line has not done that try.</summary>
    private static void CutUnfinishedLine(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var length = stream.Length;
        while (length > 0)
        {
            stream.Position = length - 1;
            if (stream.ReadByte() == '\n')
                break;
            length--;
        }

        stream.SetLength(length);
    }
}
