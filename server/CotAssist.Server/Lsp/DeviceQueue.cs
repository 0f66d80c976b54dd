namespace CotAssist.Server.Lsp;

/// <summary>How urgent a job is; a more urgent one stops what runs, within a token.</summary>
internal enum Urgency
{
    /// <summary>Plans made ahead; stopped ones are tried again later by whoever wants them.</summary>
    Background,

    /// <summary>Ghost text at the caret: only the newest matters.</summary>
    Typing,

    /// <summary>What the developer asked for by a command.</summary>
    Command,
}

/// <summary>
/// One device, one thread, one job at a time, whichever models stand behind it. A new job ends all that are no more urgent
/// than itself, running or waiting (newest wins), but plans made ahead wait for each other; what is ended is cancelled.
/// </summary>
internal sealed class DeviceQueue : IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkedList<Job> jobs = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Thread thread;
    private Job? current;
    private bool closed;

    public DeviceQueue()
    {
        thread = new Thread(Work) { IsBackground = true, Name = "device" };
        thread.Start();
    }

    /// <param name="work">Runs on the device's thread; must obey its token within one token of the model.</param>
    public Task<T> RunAsync<T>(Urgency urgency, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var job = new Job(urgency, source, token =>
        {
            try
            {
                token.ThrowIfCancellationRequested();
                result.SetResult(work(token));
            }
            catch (OperationCanceledException)
            {
                result.TrySetCanceled(cancellation.IsCancellationRequested ? cancellation : token);
            }
            catch (Exception e)
            {
                result.TrySetException(e);
            }
            finally
            {
                source.Dispose();
            }
        });
        lock (gate)
        {
            foreach (var other in jobs.Append(current).OfType<Job>().Where(other => Ends(urgency, other.Urgency)))
            {
                other.Cancel();
            }

            // More urgent ones first; among equals in the order of arrival.
            var before = jobs.First;
            while (before is not null && before.Value.Urgency >= urgency)
            {
                before = before.Next;
            }

            _ = before is null ? jobs.AddLast(job) : jobs.AddBefore(before, job);
        }

        arrived.Release();
        return result.Task;
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            foreach (var job in jobs.Append(current).OfType<Job>())
            {
                job.Cancel();
            }
        }

        arrived.Release();
        thread.Join();
        arrived.Dispose();
    }

    /// <summary>Plans made ahead wait for each other; everything else gives way to what is as urgent or more.</summary>
    private static bool Ends(Urgency arriving, Urgency other) => arriving != Urgency.Background && other <= arriving;

    private void Work()
    {
        while (true)
        {
            arrived.Wait();
            lock (gate)
            {
                current = jobs.First?.Value;
                if (current is null)
                {
                    if (closed)
                    {
                        return;
                    }

                    continue;
                }

                jobs.RemoveFirst();
            }

            current.Run();
            lock (gate)
            {
                current = null;
            }
        }
    }

    private sealed class Job(Urgency urgency, CancellationTokenSource source, Action<CancellationToken> run)
    {
        public Urgency Urgency { get; } = urgency;

        public void Run() => run(source.Token);

        public void Cancel()
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended.
            }
        }
    }
}
