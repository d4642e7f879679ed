using System.IO.Compression;
using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Work;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;
using Mashup.Samples.Tests.Stubs;
using Mashup.Sdk;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Jobs;

/// <summary>What one machine has finished for a track, another that shares nothing with it but the database and the object store does not do again.</summary>
public sealed class FinishedStagesTests
{
    [SkippableFact]
    public async Task Job_OnAnotherMachine_RepeatsNothingThatWasFinishedForItsTracks()
    {
        await using var s3 = await S3Server.StartAsync();
        using var shared = new TestFolder();
        string[] OfMachine(string name) => [.. s3.Settings, "Database=" + shared["mashup.db"], "Data=" + shared[name]];
        var gate = new CountingGate();
        await using (var one = await RunningService.StartAsync(shared["one"], ["Separator=stub", .. OfMachine("one")], gate.Into))
        {
            using var first = await one.SignedInAsync("traveller@example.org");
            foreach (var number in new[] { 1, 2 })
            {
                await first.AddTrackAsync(Tones.Short(number), FormattableString.Invariant($"{number}.wav"));
            }

            await first.WaitAsync("/jobs", page => page["items"]!.AsArray().All(j => (string)j!["status"]! == "succeeded"));
        }

        Assert.Equal((2, 2), (gate.Stubs.SeparatedCount, gate.AnalysedCount));
        await using var two = await RunningService.StartAsync(shared["two"], ["Separator=stub", .. OfMachine("two")], gate.Into);
        using var client = two.Client();
        await client.SignInAsync("traveller@example.org");

        // As if the first machine had died between the last stage and the end of its jobs.
        var database = two.Services.GetRequiredService<Database>();
        await database.ExecuteAsync("update tracks set stems = ''");
        await database.ExecuteAsync("delete from matches");
        await database.ExecuteAsync("update jobs set status = 'queued', ended_at = null");
        var tracks = (await client.WaitAsync("/tracks", page => page["items"]!.AsArray().All(t => t!["stems"]!.AsArray().Count == 4)))["items"]!.AsArray();
        Assert.Single((await client.GetAsync("/tracks/matches")).Json["items"]!.AsArray());
        var (job, _) = await StubbedService.GenerateAsync(client, [.. tracks.Select(t => (string)t!["id"]!)]);

        Assert.Equal("succeeded", (string)(await client.WaitForJobAsync(job))["status"]!);
        Assert.Equal((2, 2), (gate.Stubs.SeparatedCount, gate.AnalysedCount));
        await using var export = new ZipArchive(new MemoryStream((await client.GetAsync("/me/export")).Body));
        Assert.DoesNotContain(export.Entries, e => e.FullName.Contains("/stages/", StringComparison.Ordinal));
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await client.DeleteAsync("/me", new { password = ApiClient.Password })).Status);
        Assert.DoesNotContain(s3.Objects, o => o.Contains("/users/", StringComparison.Ordinal));
    }

    /// <summary>Counts analyses as well.</summary>
    private sealed class CountingGate
    {
        private int _analysed;

        public Gate Stubs { get; } = new();

        public int AnalysedCount => _analysed;

        public void Analysed() => Interlocked.Increment(ref _analysed);

        public void Into(IServiceCollection services)
        {
            Stubs.Into(services);
            services.AddSingleton(new EngineParts(builder =>
            {
                builder.Services.AddSingleton(this);
                builder.UseKeyDetector<CountingKeys>();
            }));
        }
    }

    /// <summary>Part of every analysis.</summary>
    private sealed class CountingKeys(CountingGate gate) : IKeyDetector
    {
        public KeyEstimate Detect(ChromaFeatures chroma, BeatGrid beats, CancellationToken cancellationToken)
        {
            gate.Analysed();
            return new KeyEstimate(new MusicalKey(0, Mode.Major), 1, new MusicalKey(7, Mode.Major), 440);
        }
    }
}
