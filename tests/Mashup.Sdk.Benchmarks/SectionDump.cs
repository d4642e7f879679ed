using System.Text.Json;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Sections;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.Benchmarks;

/// <summary>Writes the sections of songs with what the labeller knows of them, from which training/sections/fit.py fits its weights.</summary>
internal static class SectionDump
{
    /// <summary>One &lt;song&gt;.json in a folder for each audio file.</summary>
    public static async Task WriteAsync(string folder, IEnumerable<string> files)
    {
        Directory.CreateDirectory(folder);
        using var services = new ServiceCollection().AddMashup(o => o.Caching.Enabled = false).Services.BuildServiceProvider();
        var engine = services.GetRequiredService<MashupEngine>();
        foreach (var file in files)
        {
            var analysis = (await engine.AnalyzeAsync(file)).Analysis;
            var bars = BarFeatures.Of(analysis.Beats, analysis.BeatFeatures);
            var sections = analysis.Sections.Select(s => (Section: s, Bars: Within(bars, analysis, s))).Where(s => s.Bars.Length > 0).Select(s =>
            {
                var profile = new SectionProfile(s.Bars);
                return new
                {
                    start = s.Section.Start,
                    end = s.Section.End,
                    group = s.Section.Group,
                    bars = profile.Length,
                    levels = profile.Levels,
                    side = profile.Side,
                    vocal = profile.Vocal,
                };
            });
            await using var output = File.Create(Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".json"));
            await JsonSerializer.SerializeAsync(output, sections.ToArray());
        }
    }

    private static BarFeatures[] Within(BarFeatures[] bars, TrackAnalysis analysis, Section section) =>
        [.. bars.Where(b => analysis.Beats.Beats[b.FirstBeat] >= section.Start - 0.05 && analysis.Beats.Beats[b.FirstBeat] < section.End - 0.05)];
}
