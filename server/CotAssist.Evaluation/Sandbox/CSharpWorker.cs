using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// What runs inside the sandbox: reads one job, runs its tests or its entry point, replies. It knows no suite and no model.
/// Program and worker share a process, so the nonce and the results stay where the program has no name for them:
/// on this thread's stack, never in a field, on the heap, or in a closure that a thread object would hold.
/// </summary>
public static class CSharpWorker
{
    /// <summary>Bytes; deep but finite recursion is the program's right.</summary>
    private const int StackSize = 16 << 20;

    private const int LongestFailure = 500;

    public static int Run()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        WarmUp();
        using var reply = StandardStreams.TakeOutput();
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        Span<byte> length = stackalloc byte[sizeof(int)], nonce = stackalloc byte[WorkerFrame.NonceLength];
        input.ReadExactly(length);
        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        input.ReadExactly(body);
        input.ReadExactly(nonce);

        var results = RunJob(CSharpJob.FromBytes(body));
        reply.Write(WorkerFrame.CreateReply(nonce, Encoding.UTF8.GetBytes(results)));
        reply.Flush();
        Thread.Sleep(Timeout.Infinite); // the parent ends this process, with every thread the program has left behind
        return 0;
    }

    /// <summary>First line: a letter a test (see <see cref="TestLetter"/>); then what the first failing one said.</summary>
    private static string RunJob(CSharpJob job)
    {
        var assembly = Assembly.Load(job.Assembly);
        var runs = new TestRun[Math.Max(1, job.TestCount)];
        for (var i = 0; i < runs.Length; i++)
        {
            var method = job.TestsType.Length == 0
                ? assembly.EntryPoint!
                : assembly.GetType(job.TestsType, throwOnError: true)!.GetMethod($"T{i + 1}", BindingFlags.Static | BindingFlags.Public)!;
            runs[i] = new TestRun(method);
            var thread = new Thread(RunTest, StackSize) { IsBackground = true };
            thread.Start(runs[i]);
            if (!thread.Join(job.TestTime))
            {
                runs[i] = new TestRun(method) { Letter = TestLetter.OutOfTime };
                break; // its thread cannot be stopped, and would slow the tests behind it
            }
        }

        var letters = runs.Select(run => run?.Letter ?? TestLetter.NotRun).ToArray();
        var failure = runs.FirstOrDefault(run => run?.Failure is not null)?.Failure ?? "";
        return new string(letters) + "\n" + failure[..Math.Min(failure.Length, LongestFailure)];
    }

    private static void RunTest(object? state)
    {
        var run = (TestRun)state!;
        try
        {
            var method = run.Method;
            if (method.ReturnType == typeof(bool))
            {
                run.Letter = method.CreateDelegate<Func<bool>>()() ? TestLetter.Passed : TestLetter.Failed;
                return;
            }

            var returned = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, method.GetParameters().Length == 0 ? [] : [Array.Empty<string>()], null);
            var exitCode = returned is int code ? code : Environment.ExitCode;
            run.Failure = exitCode == 0 ? null : $"Main returned {exitCode}.";
            run.Letter = exitCode == 0 ? TestLetter.Passed : TestLetter.Failed;
        }
        catch (Exception error)
        {
            run.Failure = $"{error.GetType().Name}: {error.Message}";
            run.Letter = TestLetter.Threw;
        }
    }

    /// <summary>Loads what nearly every program needs, while nobody waits.</summary>
    private static void WarmUp()
    {
        _ = Enumerable.Range(0, 3).Select(number => number.ToString(CultureInfo.InvariantCulture)).OrderBy(text => text).ToList();
        _ = new Dictionary<string, int> { ["a"] = 1 }.Count;
        var thread = new Thread(static _ => { }, StackSize);
        thread.Start(null);
        thread.Join();
    }

    private sealed record TestRun(MethodInfo Method)
    {
        public char Letter { get; set; } = TestLetter.Failed;

        public string? Failure { get; set; }
    }
}
