using System.Threading.Channels;

namespace Mashup.Hosting.Queue;

/// <summary>Wakes the workers of this process; those of others look at the ledger by themselves.</summary>
internal sealed class InProcessWakeUp(TimeProvider time) : IWakeUp
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    public bool IsConnected => true;

    /// <inheritdoc/>
    public ValueTask SignalAsync(CancellationToken cancellationToken)
    {
        _signals.Writer.TryWrite(true);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came.
        }
    }
}
