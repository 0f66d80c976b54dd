using System.Collections.Concurrent;
using System.Diagnostics;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// Starts processes from one thread that never ends. bubblewrap's --die-with-parent means the thread that started it
/// (prctl(2), PR_SET_PDEATHSIG), and threads of the pool come and go.
/// </summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Orders = CreateQueue();

    public static Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add((start, started));
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<(ProcessStartInfo, TaskCompletionSource<Process>)> CreateQueue()
    {
        var orders = new BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)>();
        new Thread(() =>
        {
            foreach (var (start, started) in orders.GetConsumingEnumerable())
            {
                try
                {
                    Descriptors.KeepFromChildren();
                    started.SetResult(Process.Start(start) ?? throw new SandboxException($"{start.FileName} could not be started."));
                }
                catch (Exception error)
                {
                    started.SetException(error);
                }
            }
        }) { IsBackground = true, Name = "sandbox starter" }.Start();
        return orders;
    }
}
