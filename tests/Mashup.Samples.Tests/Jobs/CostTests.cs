using System.Diagnostics.Metrics;
using System.Net;
using Mashup.Hosting.Work;
using Mashup.Samples.Tests.Service;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Diagnostics;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Jobs;

/// <summary>What jobs cost.</summary>
public sealed class CostTests
{
    private const double GpuSeconds = 2.5;

    [Fact]
    public async Task Cost_OfASeparationOnAGpu_CountsTheSecondsThatItHeldIt()
    {
        using var data = new TestFolder();
        await using var service = await RunningService.StartAsync(
            data.Path,
            ["Separator=metered", "Cost:GpuSecond=2"],
            s => s.AddSingleton(new EngineParts(b => b.AddSeparator<MeteredSeparator>())));
        using var client = await service.SignedInAsync("payer@example.org");
        await client.AddTrackAsync(Tones.Short(1));
        await client.WaitAsync("/jobs", page => page["items"]!.AsArray().All(j => (string)j!["status"]! == "succeeded"));

        var attempt = (await client.WaitAsync("/admin/events", page => page["items"]!.AsArray().Count == 1))["items"]![0]!;
        Assert.Equal(GpuSeconds, (double)attempt["gpuSeconds"]!);
        Assert.True((double)attempt["cpuSeconds"]! > 0);
        Assert.InRange((double)(await client.GetAsync("/me/usage")).Require(HttpStatusCode.OK)["cost"]!["used"]!, 2 * GpuSeconds, 2 * GpuSeconds + 1);
    }

    /// <summary>Says that it held a GPU, and a processor for longer, as neural separation does.</summary>
    private sealed class MeteredSeparator : IStemSeparator
    {
        private static readonly Meter Meter = new(MashupDiagnostics.Name);
        private static readonly Histogram<double> Held = Meter.CreateHistogram<double>(MashupDiagnostics.DeviceDuration);

        public string Name => "metered";

        public string Fingerprint => "metered";

        public Task<StemSet> SeparateAsync(AudioBuffer mix, IProgress<double>? progress, CancellationToken cancellationToken) => Task.Run(
            () =>
            {
                Held.Record(GpuSeconds, new KeyValuePair<string, object?>("device", "cuda"));
                Held.Record(100, new KeyValuePair<string, object?>("device", "cpu"));
                var silence = new AudioBuffer(mix.SampleRate, mix.ChannelCount, mix.Length);
                return new StemSet(silence, silence, silence, mix, 1);
            },
            cancellationToken);
    }
}
