using CotAssist.Curriculum.Checking;

if (args is ["check", .. var files])
{
    var paths = files.Length > 0 ? files.ToList() : [.. Directory.EnumerateFiles("models/training/primitives", "*.txt").Where(f => Path.GetFileName(f) is not "out-of-domain.txt")];
    var problems = PrimitiveChecker.Check(paths, out var entries, out var compared);
    foreach (var problem in problems)
    {
        Console.WriteLine(problem);
    }

    Console.WriteLine($"{entries} entries, {compared} compared on generated inputs, {problems.Length} problems");
    return problems.IsEmpty ? 0 : 1;
}

Console.Error.WriteLine("usage: check [FILE...]");
return 2;
