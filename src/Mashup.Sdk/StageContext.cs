namespace Mashup.Sdk;

/// <summary>What a running stage may use: its token, its progress, and a note that its result came from the cache.</summary>
internal sealed class StageContext(MashupStage stage, string? track, IProgress<MashupProgress>? progress, CancellationToken cancellationToken) : IProgress<double>
{
    private readonly Lock _lock = new();
    private double _reported = -1;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public bool FromCache { get; set; }

    /// <summary>Passes a fraction on, if it is news: progress never goes back.</summary>
    public void Report(double value)
    {
        lock (_lock)
        {
            if (progress is null || !(value > _reported))
            {
                return;
            }

            _reported = Math.Min(value, 1);
            progress.Report(new MashupProgress(stage, _reported, track is null ? null : Path.GetFileName(track)));
        }
    }
}
