using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using CotAssist.Evaluation;
using CotAssist.Evaluation.Judging;
using CotAssist.Evaluation.Sandbox;
using CotAssist.Evaluation.Suites;

namespace CotAssist.Tests.Evaluation.Sandboxed;

/// <summary>
/// Programs that mean harm, really run. Each stands where a model's code would stand, and its one test is false:
/// whatever it does, it must not pass, must be gone soon, and must leave nothing behind.
/// </summary>
public sealed class HostileProgramTests : IDisposable
{
    private static readonly SandboxLimits Limits = SandboxLimits.Default with { Time = TimeSpan.FromSeconds(4), Memory = 256L << 20, Output = 256 << 10 };

    private readonly Judge judge = new(WorkerCommands.ThisExecutable.AsSpan(), Limits, parallelism: 1);

    /// <summary>For programs that another limit has to end, on a machine that stands still for seconds too.</summary>
    private readonly Judge patientJudge = new(WorkerCommands.ThisExecutable.AsSpan(), Limits with { Time = TimeSpan.FromSeconds(60), TestTime = TimeSpan.FromSeconds(50) }, parallelism: 1);

    public void Dispose()
    {
        judge.Dispose();
        patientJudge.Dispose();
    }

    [Fact]
    public Task An_endless_loop_ends_at_the_time_limit() => IsHeldAsync("while (true) { }", VerdictKind.TimeLimit);

    [Fact]
    public Task Endless_recursion_ends_its_own_process_only() => IsHeldAsync("return Attack();", VerdictKind.Crashed);

    [Fact]
    public Task Sleeping_costs_time_too() => IsHeldAsync("Thread.Sleep(-1); return true;", VerdictKind.TimeLimit);

    [Fact]
    public Task Gigabytes_of_objects_are_refused() =>
        IsHeldAsync("var all = new List<byte[]>(); while (true) { var b = new byte[1 << 20]; Array.Fill(b, (byte)1); all.Add(b); }", VerdictKind.Exception, VerdictKind.MemoryLimit, VerdictKind.Crashed);

    [Fact]
    public Task Gigabytes_outside_the_heap_are_refused() =>
        IsHeldAsync(
            "var block = new byte[1 << 24]; while (true) System.Runtime.InteropServices.Marshal.Copy(block, 0, System.Runtime.InteropServices.Marshal.AllocHGlobal(block.Length), block.Length);",
            VerdictKind.Exception, VerdictKind.MemoryLimit, VerdictKind.Crashed);

    [Fact]
    public Task Shared_memory_counts_as_memory() =>
        IsHeldAsync(
            """
            var block = new byte[1 << 24];
            while (true) System.Runtime.InteropServices.Marshal.Copy(block, 0, mmap(0, block.Length, 3, 0x21, -1, 0), block.Length); // readable and writable, shared and anonymous
            """,
            """[System.Runtime.InteropServices.DllImport("libc")] static extern nint mmap(nint at, nint length, int protection, int flags, int file, nint offset);""",
            VerdictKind.MemoryLimit, VerdictKind.Crashed);

    [Fact]
    public Task A_thousand_threads_are_too_many() =>
        IsHeldAsync("for (var i = 0; i < 1000; i++) new Thread(() => Thread.Sleep(-1)).Start(); Thread.Sleep(-1); return true;", VerdictKind.ThreadLimit, VerdictKind.Exception, VerdictKind.Crashed);

    [Fact]
    public async Task A_fork_bomb_does_not_get_its_first_child()
    {
        var verdict = await JudgeAsync("var child = fork(); return child == -1 ? false : throw new Exception(\"forked\");", ForkImport);
        Assert.Equal((VerdictKind.TestFailed, "Hostile.Attack()"), (verdict.Kind, verdict.Detail));
    }

    [Fact]
    public async Task No_program_is_started()
    {
        var verdict = await JudgeAsync("""System.Diagnostics.Process.Start("/bin/sh", "-c 'sleep 60'"); return true;""");
        Assert.Equal(VerdictKind.Exception, verdict.Kind);
    }

    [Fact]
    public async Task Replacing_itself_leaves_no_lingering_process()
    {
        var mark = "3600." + Random.Shared.Next(100_000, 999_999);
        var verdict = await JudgeAsync($"execv(\"/usr/bin/sleep\", new[] {{ \"sleep\", \"{mark}\", null }}); return true;",
            """[System.Runtime.InteropServices.DllImport("libc")] static extern int execv(string path, string[] arguments);""");
        Assert.NotEqual(VerdictKind.Passed, verdict.Kind);
        await IsGoneAsync(mark);
    }

    [Fact]
    public async Task A_thread_left_behind_does_not_outlive_its_worker()
    {
        var mark = "held-" + Random.Shared.Next(100_000, 999_999);
        var verdict = await JudgeAsync($"File.WriteAllText(\"/proc/self/comm\", \"{mark}\"); new Thread(() => {{ while (true) {{ }} }}).Start(); return false;");
        Assert.Equal(VerdictKind.TestFailed, verdict.Kind);
        await IsGoneAsync(mark);
    }

    [Fact]
    public Task Endless_output_is_cut() => IsHeldAsync("while (true) Console.WriteLine(new string('x', 1000));", VerdictKind.OutputLimit);

    [Fact]
    public Task Endless_output_to_the_error_stream_is_cut() => IsHeldAsync("while (true) Console.Error.WriteLine(new string('x', 1000));", VerdictKind.OutputLimit);

    [Fact]
    public async Task No_file_outside_is_written()
    {
        var target = Path.Combine(AppContext.BaseDirectory, "written-by-a-hostile-program");
        Assert.Equal(VerdictKind.Exception, (await JudgeAsync($"File.WriteAllText({Literal(target)}, \"x\"); return true;")).Kind);
        Assert.False(File.Exists(target));
    }

    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData("/etc/passwd")]
    [InlineData("/root")]
    [InlineData("/home")]
    public async Task No_file_of_the_machine_is_read(string path) =>
        Assert.NotEqual(VerdictKind.Exception, (await JudgeAsync($"try {{ File.ReadAllText({Literal(path)}); }} catch {{ return false; }} throw new Exception(\"read\");")).Kind);

    [Fact]
    public async Task No_environment_of_the_parent_is_read()
    {
        Environment.SetEnvironmentVariable("COTASSIST_TEST_SECRET", "s3cret");
        var verdict = await JudgeAsync(
            """
            var seen = string.Join(" ", Environment.GetEnvironmentVariables().Values.Cast<string>());
            foreach (var folder in Directory.GetDirectories("/proc")) try { seen += File.ReadAllText(folder + "/environ"); } catch { }
            return seen.Contains("s3cret") ? throw new Exception("read") : false;
            """);
        Assert.Equal(VerdictKind.TestFailed, verdict.Kind);
    }

    [Fact]
    public async Task No_descriptor_of_the_parent_is_written()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        await JudgeAsync(
            "for (var i = 3; i < 1024; i++) write(i, new byte[1], 1); return false;",
            """[System.Runtime.InteropServices.DllImport("libc")] static extern nint write(int descriptor, byte[] bytes, nint count);""");
        pipe.DisposeLocalCopyOfClientHandle();
        Assert.Equal(0, pipe.Read(new byte[1], 0, 1));
    }

    [Fact]
    public async Task The_temporary_folder_is_small_and_private()
    {
        var before = Directory.GetFiles("/tmp", "flood*").Length;
        var verdict = await JudgeAsync("""for (var i = 0; ; i++) File.WriteAllBytes("/tmp/flood" + i, new byte[1 << 20]);""");
        Assert.Contains(verdict.Kind, new[] { VerdictKind.Exception, VerdictKind.Crashed });
        Assert.Equal(before, Directory.GetFiles("/tmp", "flood*").Length);
    }

    [Theory]
    [InlineData("/dev/shm/flood")]
    [InlineData("/dev/flood")]
    [InlineData("/flood")]
    public async Task Nothing_but_the_temporary_folder_can_be_written(string path) =>
        Assert.Equal(VerdictKind.Exception, (await JudgeAsync($"File.WriteAllBytes({Literal(path)}, new byte[1]); return true;")).Kind);

    [Fact]
    public async Task The_suites_tests_cannot_be_read()
    {
        Assert.NotEmpty(Directory.GetFiles(SuiteFolder.BuiltIn));
        var verdict = await JudgeAsync($"if (Directory.Exists({Literal(SuiteFolder.BuiltIn)}) && Directory.GetFiles({Literal(SuiteFolder.BuiltIn)}).Length > 0) throw new Exception(\"seen\"); return false;");
        Assert.Equal((VerdictKind.TestFailed, "Hostile.Attack()"), (verdict.Kind, verdict.Detail));
    }

    [Fact]
    public async Task Not_even_the_loopback_is_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var verdict = await JudgeAsync($"new System.Net.Sockets.TcpClient().Connect(\"127.0.0.1\", {port}); return true;");
        Assert.Equal(VerdictKind.Exception, verdict.Kind);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Signals_do_not_reach_the_parent()
    {
        var verdict = await JudgeAsync($"kill({Environment.ProcessId}, 9); kill(getppid(), 9); kill(-1, 9); return true;",
            """
            [System.Runtime.InteropServices.DllImport("libc")] static extern int kill(int process, int signal);
            [System.Runtime.InteropServices.DllImport("libc")] static extern int getppid();
            """);
        Assert.NotEqual(VerdictKind.Passed, verdict.Kind); // and this test still runs
    }

    [Theory]
    [InlineData("P\\n")]
    [InlineData("PASSED")]
    public async Task Printing_a_verdict_is_only_printing(string words)
    {
        var verdict = await JudgeAsync($"for (var i = 0; i < 50; i++) {{ Console.Write(\"{words}\"); Console.Error.Write(\"{words}\"); }} return false;");
        Assert.Equal(VerdictKind.TestFailed, verdict.Kind);
    }

    [Fact]
    public Task Writing_a_verdict_to_every_descriptor_is_seen_as_forged() =>
        IsHeldAsync(
            "var words = new byte[22]; words[16] = 2; words[20] = (byte)'P'; words[21] = 10; for (var i = 0; i < 256; i++) write(i, words, 22); return false;",
            """[System.Runtime.InteropServices.DllImport("libc")] static extern nint write(int descriptor, byte[] bytes, nint count);""",
            VerdictKind.Forged);

    [Fact]
    public Task Closing_every_descriptor_is_no_pass() =>
        IsHeldAsync("for (var i = 0; i < 256; i++) close(i); return true;",
            """[System.Runtime.InteropServices.DllImport("libc")] static extern int close(int descriptor);""",
            VerdictKind.Crashed, VerdictKind.TimeLimit);

    [Theory]
    [InlineData("Environment.Exit(0); return true;")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); Thread.Sleep(-1); return true;")]
    [InlineData("Environment.FailFast(\"enough\"); return true;")]
    [InlineData("new Thread(() => throw new Exception()).Start(); Thread.Sleep(1000); return false;")]
    [InlineData("unsafe_exit(0); return true;")]
    public Task Ending_before_the_tests_is_no_pass(string attack) =>
        IsHeldAsync(attack, """[System.Runtime.InteropServices.DllImport("libc", EntryPoint = "_exit")] static extern void unsafe_exit(int code);""", VerdictKind.Crashed);

    [Fact]
    public async Task Reflection_finds_neither_nonce_nor_results()
    {
        // Walks everything reachable from its own thread and from the worker's types, and overwrites each result and array of 16 bytes.
        var verdict = await JudgeAsync(
            """
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            var open = new Stack<object>();
            open.Push(Thread.CurrentThread);
            var all = System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;
            foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name.Contains("CotAssist") || a.GetName().Name == "cotassist"))
                foreach (var type in assembly.GetTypes().Where(t => !t.ContainsGenericParameters && t.FullName.Contains("Sandbox")))
                    foreach (var field in type.GetFields(all).Where(f => f.IsStatic && !f.IsLiteral))
                        if (field.GetValue(null) is { } value) open.Push(value);
            while (seen.Count < 20000 && open.TryPop(out var item))
            {
                if (!seen.Add(item) || item is string || item.GetType().IsPrimitive || item is Type || item is System.Reflection.MemberInfo) continue;
                if (item.GetType().GetProperty("Letter") is { } letter) { letter.SetValue(item, 'P'); throw new Exception("found the result"); }
                if (item is byte[] { Length: 16 }) throw new Exception("found the nonce");
                if (item is Array array) { foreach (var element in array) if (element is not null && !element.GetType().IsPrimitive) open.Push(element); continue; }
                foreach (var field in item.GetType().GetFields(all).Where(f => !f.IsStatic && !f.FieldType.IsPointer && !f.FieldType.IsPrimitive))
                    if (field.GetValue(item) is { } value) open.Push(value);
            }
            return false;
            """);
        Assert.Equal((VerdictKind.TestFailed, "Hostile.Attack()"), (verdict.Kind, verdict.Detail));
    }

    [Fact]
    public async Task Silencing_assertions_does_not_help_a_program_that_passes_by_exiting()
    {
        var task = new EvaluationTask
        {
            Id = "silent", Language = TaskLanguage.CSharp, Check = new ExitsZero("    }\n    static void Main() { Attack(); Debug.Assert(false); }\n}\n", ImplicitUsings: true),
            Before = "using System.Diagnostics;\nclass Hostile\n{\n    static void Attack()\n    {\n        ", After = "\n    }\n}\n",
        };
        var verdict = await judge.JudgeAsync(task, task.Before + "Trace.Listeners.Clear(); Environment.ExitCode = 0;" + task.After, CancellationToken.None);
        Assert.Equal(VerdictKind.TestFailed, verdict.Kind);
    }

    private const string ForkImport = """[System.Runtime.InteropServices.DllImport("libc")] static extern int fork();""";

    private Task IsHeldAsync(string attack, params VerdictKind[] expected) => IsHeldAsync(attack, "", expected);

    private async Task IsHeldAsync(string attack, string members, params VerdictKind[] expected)
    {
        var verdict = await JudgeAsync(expected.Contains(VerdictKind.TimeLimit) ? judge : patientJudge, attack, members);
        Assert.True(expected.Contains(verdict.Kind), $"{verdict.Kind} {verdict.Detail} {verdict.Output}");
    }

    private Task<Verdict> JudgeAsync(string attack, string members = "") => JudgeAsync(judge, attack, members);

    private static Task<Verdict> JudgeAsync(Judge judge, string attack, string members)
    {
        var task = new EvaluationTask
        {
            Id = "hostile", Language = TaskLanguage.CSharp, Check = new BooleanTests(["Hostile.Attack()", "false"]),
            Before = $"public static class Hostile\n{{\n    {members}\n    public static bool Attack()\n    {{\n        ", After = "\n    }\n}\n",
        };
        return judge.JudgeAsync(task, task.Before + attack + task.After, CancellationToken.None);
    }

    private static string Literal(string text) => "@\"" + text.Replace("\"", "\"\"") + "\"";

    /// <summary>The kernel ends a namespace's processes right after its first one; a moment may pass.</summary>
    private static async Task IsGoneAsync(string mark)
    {
        for (var look = 0; look < 100; look++)
        {
            var left = Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => name.All(char.IsAsciiDigit))
                .Count(id => NameAndArguments(id).Contains(mark, StringComparison.Ordinal));
            if (left == 0)
                return;
            await Task.Delay(50);
        }

        Assert.Fail($"The process {mark} still runs.");
    }

    private static string NameAndArguments(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/comm") + File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
