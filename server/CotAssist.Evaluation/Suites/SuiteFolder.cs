using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace CotAssist.Evaluation.Suites;

/// <summary>Opens a suite: the built-in CotBench-CS, or a folder of JSON lines whose format its records tell.</summary>
public static class SuiteFolder
{
    /// <summary>Name of the suite that comes with the product.</summary>
    public const string Default = "cotbench-cs";

    /// <summary>Beside the executable; the sandbox hides it, since it holds tests and references.</summary>
    public static string BuiltIn => Path.Combine(AppContext.BaseDirectory, "suites");

    private static readonly ImmutableArray<ISuiteFormat> Formats =
    [
        new CotBenchFormat(), new MultiPlEFormat(), new MxEvalFormat(), new McEvalFormat(), new HumanEvalFormat(), new MbppFormat(), new MtpbFormat(), new RefusalFormat(),
    ];

    /// <param name="nameOrFolder"><see cref="Default"/>, a folder, or one .jsonl file of it.</param>
    /// <exception cref="InvalidDataException">No suite there; one sentence says what was looked for.</exception>
    public static Suite Open(string nameOrFolder)
    {
        if (nameOrFolder == Default)
            return Read(Default, [Path.Combine(BuiltIn, Default + ".jsonl")], unsatisfiable: null);
        if (File.Exists(nameOrFolder))
        {
            var name = Path.GetFileNameWithoutExtension(nameOrFolder);
            return Read(name, [nameOrFolder], Path.Combine(Path.GetDirectoryName(Path.GetFullPath(nameOrFolder))!, "unsatisfiable.txt"));
        }

        if (!Directory.Exists(nameOrFolder))
            throw new InvalidDataException($"There is no suite \"{nameOrFolder}\": give {Default}, a folder with .jsonl files, or one such file.");
        var files = Directory.GetFiles(nameOrFolder, "*.jsonl").Order(StringComparer.Ordinal).ToImmutableArray();
        if (files.Length == 0)
            throw new InvalidDataException($"The folder {nameOrFolder} holds no .jsonl file.");
        return Read(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(nameOrFolder))), files, Path.Combine(nameOrFolder, "unsatisfiable.txt"));
    }

    private static Suite Read(string name, ImmutableArray<string> files, string? unsatisfiable)
    {
        var impossible = unsatisfiable is not null && File.Exists(unsatisfiable)
            ? File.ReadAllLines(unsatisfiable).Select(line => line.Trim()).Where(line => line.Length > 0).ToImmutableHashSet()
            : [];
        var tasks = files.SelectMany(ReadFile).ToImmutableArray();
        if (tasks.GroupBy(task => task.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"The suite {name} has the task {twice.Key} more than once.");

        // A list names a problem by its published id; ours may add the file or the case behind it ("csharp/3@Chinese").
        bool IsImpossible(EvaluationTask task) => impossible.Contains(task.Id) || impossible.Contains(task.Id.Split('@')[0]);
        return new Suite(name, HashOf(files), tasks.RemoveAll(task => IsImpossible(task)), [.. tasks.Where(IsImpossible).Select(task => task.Id)]);
    }

    private static string HashOf(ImmutableArray<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<EvaluationTask> ReadFile(string path)
    {
        var number = 0;
        ISuiteFormat? format = null;
        var fileName = Path.GetFileNameWithoutExtension(path);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var record = Parse(line, path, number);
            format ??= Formats.FirstOrDefault(candidate => candidate.Recognises(record, fileName))
                ?? throw new InvalidDataException($"{path}: no known suite format has the fields of its first record.");
            foreach (var task in format.Read(record, fileName))
                yield return task;
        }
    }

    private static JsonElement Parse(string line, string path, int number)
    {
        try
        {
            // HumanEval-XL was written by Python, whose JSON knows NaN.
            return JsonElement.Parse(line.Replace("\"canonical_solution\": NaN", "\"canonical_solution\": null", StringComparison.Ordinal));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}, line {number}: not a JSON object ({error.Message})", error);
        }
    }
}
