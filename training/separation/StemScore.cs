using System.Diagnostics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Training.Separation;

/// <summary>Separates songs whose stems are known, end to end: how far the stems are from the truth, and what it takes.</summary>
internal static class StemScore
{
    /// <summary>Prints per song the signal-to-distortion ratio of every stem, the separator's own estimate for the vocals, and the speed.</summary>
    public static async Task RunAsync(IReadOnlyList<string> prefixes)
    {
        var rows = new List<double[]>();
        var clarity = new List<(double Told, double True)>();
        double seconds = 0, processor = 0;
        foreach (var prefix in prefixes)
        {
            var song = await StemSong.ReadAsync(prefix);
            var mix = song.Mix();
            using var process = Process.GetCurrentProcess();
            var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            var stems = await new CentreAwareSeparator().SeparateAsync(mix, null, CancellationToken.None);
            var times = mix.DurationSeconds / clock.Elapsed.TotalSeconds;
            process.Refresh();
            var spent = (process.TotalProcessorTime - before).TotalSeconds;
            (seconds, processor) = (seconds + mix.DurationSeconds, processor + spent);
            AudioBuffer[] made = [stems.Vocals, stems.Drums, stems.Bass, stems.Other];
            rows.Add([.. song.Stems.Zip(made, Decibels)]);
            if (double.IsFinite(rows[^1][0]))
            {
                clarity.Add((-10 * Math.Log10(1 - stems.VocalClarity), rows[^1][0]));
            }

            Console.WriteLine(
                $"{song.Name,-16} {string.Join(' ', rows[^1].Select(d => $"{d,6:F2}"))}  mean {rows[^1].Average(),5:F2} dB, clarity {stems.VocalClarity:F2}, "
                + $"{times:F0} x real time, {1000 * spent / mix.DurationSeconds:F1} ms of processors per second");
        }

        double[] means = [.. Enumerable.Range(0, StemSong.Names.Length).Select(s => rows.Select(r => r[s]).Where(double.IsFinite).Average())];
        Console.WriteLine(
            $"all {rows.Count,-12} {string.Join(' ', means.Select(d => $"{d,6:F2}"))}  mean {means.Average(),5:F2} dB, {1000 * processor / seconds:F1} ms of processors per second, "
            + $"clarity against vocals: correlation {Correlation(clarity):F2}, off by {clarity.Average(c => c.Told - c.True):F1} dB");
    }

    private static double Decibels(AudioBuffer truth, AudioBuffer made)
    {
        double signal = 0, error = 0;
        for (var c = 0; c < truth.ChannelCount; c++)
        {
            Span<float> a = truth.Channel(c), b = made.Channel(c);
            for (var i = 0; i < b.Length; i++)
            {
                (signal, error) = (signal + a[i] * a[i], error + (a[i] - b[i]) * (a[i] - b[i]));
            }
        }

        return signal > 0 ? 10 * Math.Log10(signal / error) : double.NaN;
    }

    private static double Correlation(List<(double X, double Y)> points)
    {
        double x = points.Average(p => p.X), y = points.Average(p => p.Y);
        return points.Sum(p => (p.X - x) * (p.Y - y)) / Math.Sqrt(points.Sum(p => (p.X - x) * (p.X - x)) * points.Sum(p => (p.Y - y) * (p.Y - y)));
    }
}
