using Mashup.Sdk;

namespace Mashup.Cli.Output;

/// <summary>One line per stage and song when it starts, at each half and when it is done.</summary>
internal sealed class PlainProgress(TextWriter writer) : IProgress<MashupProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(MashupStage, string?), int> _shown = [];

    public void Report(MashupProgress value)
    {
        var step = (int)(value.Fraction * 2);
        lock (_lock)
        {
            if (_shown.TryGetValue((value.Stage, value.Track), out var last) && step <= last)
            {
                return;
            }

            _shown[(value.Stage, value.Track)] = step;
            writer.WriteLine(FormattableString.Invariant($"{value.Stage.ToString().ToLowerInvariant(),-9}{50 * step,3} %  {value.Track}").TrimEnd());
        }
    }
}
