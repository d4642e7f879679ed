namespace Mashup.Hosting.Queue;

/// <summary>Tells workers that the ledger holds something new. Signals may be lost or doubled: workers look at the ledger now and then anyway.</summary>
internal interface IWakeUp
{
    /// <summary>Says that there is one more job.</summary>
    ValueTask SignalAsync(CancellationToken cancellationToken);

    /// <summary>Waits for a signal, or until the time is over.</summary>
    ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>Whether signals reach other processes now.</summary>
    bool IsConnected { get; }
}
