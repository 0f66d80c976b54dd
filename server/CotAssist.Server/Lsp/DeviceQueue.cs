namespace CotAssist.Server.Lsp;

/// <summary>
/// One thread for the one device, whichever models stand behind it. The newest request wins: work of the same urgency that
/// still waits or runs is given up for it, and more urgent work pre-empts less urgent work within a token. Background
/// work alone waits its turn and begins again when it was pre-empted.
/// </summary>
internal sealed class DeviceQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Job> _waiting = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Thread _thread;
    private Job? _running;
    private bool _disposed;

    public DeviceQueue()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "device" };
        _thread.Start();
    }

    /// <param name="work">Runs on the device's thread; gives up soon after its token is cancelled.</param>
    /// <exception cref="SupersededException">Newer or more urgent work took its place.</exception>
    public Task<T> RunAsync<T>(Urgency urgency, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var job = new Job<T>(urgency, work, cancellation);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (urgency != Urgency.Background)
            {
                foreach (Job older in _waiting.FindAll(older => older.Urgency == urgency))
                {
                    _waiting.Remove(older);
                    older.Supersede();
                }
            }

            if (_running is { } running && (running.Urgency < urgency || (running.Urgency == urgency && urgency != Urgency.Background)))
            {
                running.Preempt();
            }

            _waiting.Add(job);
        }

        job.OnCancelled(() =>
        {
            lock (_lock)
            {
                _waiting.Remove(job);
            }
        });
        _arrived.Release();
        return job.Task;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _waiting.ForEach(job => job.Supersede());
            _waiting.Clear();
            _running?.Preempt();
        }

        _arrived.Release();
        _thread.Join();
        _arrived.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _arrived.Wait();
            Job? job;
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                job = _waiting.MaxBy(waiting => waiting.Urgency); // the first of equals
                if (job is null)
                {
                    continue; // it was cancelled or superseded
                }

                _waiting.Remove(job);
                _running = job;
            }

            bool finished = job.Execute();
            lock (_lock)
            {
                _running = null;
                if (!finished && job.Urgency == Urgency.Background && !_disposed)
                {
                    job.BeginAgain();
                    _waiting.Insert(0, job);
                    _arrived.Release();
                }
                else if (!finished)
                {
                    job.Supersede();
                }
            }
        }
    }

    private abstract class Job(Urgency urgency)
    {
        public Urgency Urgency { get; } = urgency;

        /// <returns>False when it was pre-empted.</returns>
        public abstract bool Execute();

        public abstract void Preempt();

        public abstract void BeginAgain();

        public abstract void Supersede();
    }

    private sealed class Job<T>(Urgency urgency, Func<CancellationToken, T> work, CancellationToken cancellation) : Job(urgency)
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        public Task<T> Task => _result.Task;

        public void OnCancelled(Action remove)
        {
            CancellationTokenRegistration registration = cancellation.Register(() =>
            {
                remove();
                _result.TrySetCanceled(cancellation);
            });
            _result.Task.ContinueWith(_ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        public override bool Execute()
        {
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                _result.TrySetResult(work(_stop.Token));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                return false;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _result.TrySetCanceled(cancellation);
            }
            catch (Exception exception)
            {
                _result.TrySetException(exception);
            }

            return true;
        }

        public override void Preempt() => _stop.Cancel();

        public override void BeginAgain() => _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        public override void Supersede() => _result.TrySetException(new SupersededException());
    }
}
