using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace CotAssist.Evaluation.Sandbox;

/// <summary>
/// One confined child process that waits for one job, runs it and is thrown away.
/// Its standard input brings the job, its standard output the reply, its standard error whatever the program prints.
/// </summary>
public sealed class SandboxedWorker : IDisposable
{
    /// <summary>Characters of the program's output that are kept.</summary>
    private const int KeptOutput = 4000;

    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process process;
    private readonly ISandboxGuard guard;
    private readonly SandboxLimits limits;
    private readonly StringBuilder output = new();
    private readonly Task draining;
    private long outputBytes;

    public SandboxedWorker(ISandbox sandbox, SandboxCommand command, SandboxLimits limits)
    {
        var start = sandbox.Confine(command, limits);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        this.limits = limits;
        process = ProcessStarter.Start(start);
        guard = sandbox.Guard(process, limits);
        draining = Task.Run(DrainOutputAsync);
    }

    /// <summary>Hands over the job, waits for the reply or a crossed limit, and ends the worker either way.</summary>
    public async Task<RunOutcome> RunAsync(ReadOnlyMemory<byte> job, CancellationToken cancellation)
    {
        var nonce = RandomNumberGenerator.GetBytes(WorkerFrame.NonceLength);
        var watch = Stopwatch.StartNew();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var exchange = ExchangeAsync(job, nonce, ended.Token);
        RunEnd? crossed = null;
        while (!exchange.IsCompleted && crossed is null)
        {
            await Task.WhenAny(exchange, Task.Delay(WatchInterval, CancellationToken.None)).ConfigureAwait(false);
            crossed = watch.Elapsed > limits.Time ? RunEnd.TimeLimit
                : Interlocked.Read(ref outputBytes) > limits.Output ? RunEnd.OutputLimit
                : exchange.IsCompleted ? null : guard.Crossed();
        }

        guard.Kill();
        await ended.CancelAsync().ConfigureAwait(false);
        await draining.ConfigureAwait(false);
        var (end, reply) = await exchange.ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        lock (output)
            return new RunOutcome(crossed ?? end, crossed is null ? reply : "", output.ToString(), watch.Elapsed);
    }

    private async Task<(RunEnd End, string Reply)> ExchangeAsync(ReadOnlyMemory<byte> job, byte[] nonce, CancellationToken cancellation)
    {
        try
        {
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync(WorkerFrame.CreateJob(nonce, job.Span), cancellation).ConfigureAwait(false);
            await input.FlushAsync(cancellation).ConfigureAwait(false);
            input.Close();
            var reply = await WorkerFrame.ReadReplyAsync(process.StandardOutput.BaseStream, nonce, cancellation).ConfigureAwait(false);
            return reply is null ? (RunEnd.NoReply, "") : (RunEnd.Replied, Encoding.UTF8.GetString(reply));
        }
        catch (InvalidDataException)
        {
            return (RunEnd.Forged, "");
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return (RunEnd.NoReply, "");
        }
    }

    private async Task DrainOutputAsync()
    {
        var buffer = new byte[16 << 10];
        var stream = process.StandardError.BaseStream;
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                Interlocked.Add(ref outputBytes, read);
                lock (output)
                {
                    if (output.Length < KeptOutput)
                        output.Append(Encoding.UTF8.GetString(buffer, 0, Math.Min(read, KeptOutput - output.Length)));
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The worker was ended while it was printing.
        }
    }

    public void Dispose()
    {
        guard.Kill();
        guard.Dispose();
        process.Dispose();
    }
}
