using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Adds up the engine's reports into one fraction that never goes back, and notes how long each stage took.</summary>
internal sealed class JobProgress(TimeProvider time) : IProgress<MashupProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(MashupStage, string?), double> _fractions = [];
    private readonly Dictionary<MashupStage, (long First, long Last)> _times = [];
    private MashupStage[] _stages = [];
    private double _from;
    private double _to = 1;

    /// <summary>The stage that moved last, and how much of the whole job is done.</summary>
    public (string? Stage, double Fraction) Current { get; private set; }

    /// <summary>Begins a part of the job.</summary>
    /// <param name="from">How much of the job is done before it.</param>
    /// <param name="to">How much is done after it.</param>
    /// <param name="stages">The stages it goes through.</param>
    public void Begin(double from, double to, params MashupStage[] stages)
    {
        lock (_lock)
        {
            _fractions.Clear();
            (_from, _to, _stages) = (from, to, stages);
            Move(null, from);
        }
    }

    /// <inheritdoc/>
    public void Report(MashupProgress value)
    {
        lock (_lock)
        {
            if (!_stages.Contains(value.Stage))
            {
                // A by-product of this part, such as the file that a rendering ends in.
                return;
            }

            var now = time.GetTimestamp();
            _times[value.Stage] = _times.TryGetValue(value.Stage, out var seen) ? (seen.First, now) : (now, now);
            _fractions[(value.Stage, value.Track)] = value.Fraction;
            var total = _stages.Sum(Weight);
            var done = _stages.Sum(s => Weight(s) * _fractions.Where(f => f.Key.Item1 == s).Select(f => f.Value).DefaultIfEmpty().Average());
            Move(NameOf(value.Stage), _from + (_to - _from) * (total > 0 ? done / total : 0));
        }
    }

    /// <summary>Seconds from a stage's first report to its last.</summary>
    public IReadOnlyDictionary<string, double> StageSeconds()
    {
        lock (_lock)
        {
            return _times.ToDictionary(t => NameOf(t.Key), t => Math.Round(time.GetElapsedTime(t.Value.First, t.Value.Last).TotalSeconds, 3));
        }
    }

    public static string NameOf(MashupStage stage) => stage.ToString().ToLowerInvariant();

    private void Move(string? stage, double fraction) => Current = (stage ?? Current.Stage, Math.Max(Current.Fraction, Math.Min(fraction, 1)));

    // About how long the stages take beside each other.
    private static double Weight(MashupStage stage) => stage switch
    {
        MashupStage.Decode => 1,
        MashupStage.Plan => 1,
        MashupStage.Encode => 1,
        _ => 4,
    };
}
