using CotAssist.Server.Lsp;

namespace CotAssist.Tests.Server;

public sealed class DeviceQueueTests
{
    [Fact]
    public async Task WorkRunsOnOneThreadInTheOrderOfItsUrgency()
    {
        using var queue = new DeviceQueue();
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        List<(string, int)> order = [];
        Task first = queue.RunAsync(Urgency.Command, _ => { begun.Set(); go.Wait(CancellationToken.None); return Note("first"); }, default);
        begun.Wait();
        Task background = queue.RunAsync(Urgency.Background, _ => Note("background"), default);
        Task typing = queue.RunAsync(Urgency.Typing, _ => Note("typing"), default);
        go.Set();
        await Task.WhenAll(first, background, typing);

        Assert.Equal(["first", "typing", "background"], order.Select(entry => entry.Item1));
        Assert.Single(order.Select(entry => entry.Item2).Distinct());

        int Note(string name)
        {
            order.Add((name, Environment.CurrentManagedThreadId));
            return 0;
        }
    }

    [Fact]
    public async Task TheNewestOfItsKindWins()
    {
        using var queue = new DeviceQueue();
        using var begun = new ManualResetEventSlim();
        Task<int> older = queue.RunAsync(Urgency.Typing, stop => { begun.Set(); stop.WaitHandle.WaitOne(); stop.ThrowIfCancellationRequested(); return 1; }, default);
        begun.Wait();
        Task<int> newer = queue.RunAsync(Urgency.Typing, _ => 2, default);

        await Assert.ThrowsAsync<SupersededException>(() => older);
        Assert.Equal(2, await newer);
    }

    [Fact]
    public async Task PreemptedBackgroundWorkBeginsAgain()
    {
        using var queue = new DeviceQueue();
        using var begun = new ManualResetEventSlim();
        var runs = 0;
        Task<int> background = queue.RunAsync(
            Urgency.Background,
            stop =>
            {
                if (++runs == 1)
                {
                    begun.Set();
                    stop.WaitHandle.WaitOne();
                    stop.ThrowIfCancellationRequested();
                }

                return runs;
            },
            default);
        begun.Wait();

        Assert.Equal(7, await queue.RunAsync(Urgency.Typing, _ => 7, default));
        Assert.Equal(2, await background);
    }

    [Fact]
    public async Task WhatIsCancelledWhileItWaitsNeverRuns()
    {
        using var queue = new DeviceQueue();
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        Task<int> running = queue.RunAsync(Urgency.Command, _ => { begun.Set(); go.Wait(CancellationToken.None); return 1; }, default);
        begun.Wait();
        var ran = false;
        Task<int> waiting = queue.RunAsync(Urgency.Background, _ => { ran = true; return 2; }, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        go.Set();
        await running;
        await queue.RunAsync(Urgency.Background, _ => 3, default);

        Assert.False(ran);
    }

    [Fact]
    public async Task AFailureIsTheCallersAndTheQueueGoesOn()
    {
        using var queue = new DeviceQueue();

        await Assert.ThrowsAsync<InvalidDataException>(() => queue.RunAsync<int>(Urgency.Command, _ => throw new InvalidDataException(), default));
        Assert.Equal(4, await queue.RunAsync(Urgency.Command, _ => 4, default));
    }
}
