using System.Net;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Security;

/// <summary>Whatever is uploaded ends in a clear refusal or as unusable, and nothing stays behind.</summary>
public sealed class HostileUploadTests
{
    [Fact]
    public async Task Contents_OfEveryHostileKind_AreRefusedOrUnusableAndLeaveNothing()
    {
        await using var stubbed = await StubbedService.StartAsync("Tracks:MaxTracks=200");
        using var client = await stubbed.SignedInAsync();
        var uploads = HostileUploads.Contents().ToArray();
        Assert.True(uploads.Length + HostileUploads.Names().Count() >= 60);
        var kept = new Dictionary<string, string>();
        foreach (var (what, content) in uploads)
        {
            var answer = await client.UploadAsync(content, "song.wav");
            if (answer.Status == HttpStatusCode.Created)
            {
                kept[(string)answer.Json["id"]!] = what;
            }
            else
            {
                Assert.True((int)answer.Status is >= 400 and < 500, $"{what}: {(int)answer.Status}");
                answer.Problem(answer.Status);
            }
        }

        foreach (var (id, what) in kept)
        {
            var track = await client.WaitAsync($"/tracks/{id}", t => (string)t["status"]! != "analysing");
            Assert.True((string)track["status"]! == "unusable" || what.Contains("ZIP behind WAV", StringComparison.Ordinal) || what.Contains("4 GB", StringComparison.Ordinal), $"{what} is {track["status"]}");
            if ((string)track["status"]! == "unusable")
            {
                Assert.False(string.IsNullOrWhiteSpace((string)track["error"]!), what);
                Assert.DoesNotContain(stubbed.Data.Path, (string)track["error"]!, StringComparison.Ordinal);
            }

            Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/tracks/{id}")).Status);
        }

        Assert.DoesNotContain(stubbed.Data.Files("blobs"), f => !f.EndsWith("probe", StringComparison.Ordinal));
        Assert.DoesNotContain(stubbed.Data.Files("work"), f => !f.EndsWith(".lock", StringComparison.Ordinal));
        Assert.DoesNotContain(CommandLines(), c => c.StartsWith("ffmpeg", StringComparison.Ordinal) && c.Contains(stubbed.Data.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_OfEveryHostileKind_AreShownAsTextAndReachNoFile()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0", "Tracks:MaxTracks=200");
        using var client = await stubbed.SignedInAsync();
        foreach (var name in HostileUploads.Names())
        {
            var track = (await client.UploadAsync(Tones.Wav(0.1), name)).Require(HttpStatusCode.Created);
            var shown = (string)track["fileName"]!;
            Assert.DoesNotContain(shown, c => char.IsControl(c) || c is '/' or '\\');
            Assert.InRange(shown.Length, 1, 200);
        }

        Assert.All(stubbed.Data.Files("blobs"), f => Assert.EndsWith("source.wav", f, StringComparison.Ordinal));
        Assert.False(File.Exists("hacked"));
    }

    [Fact]
    public async Task Size_BeyondTheLimit_IsRefusedWithTheLimitHoweverItIsSent()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0", "Tracks:MaxBytes=100000");
        using var client = await stubbed.SignedInAsync();
        var big = Tones.Wav(5);

        var declared = await client.UploadAsync(big, "big.wav");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "api/v1/tracks")
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent(big), "file", "big.wav" } },
            Headers = { TransferEncodingChunked = true },
        };
        var undeclared = await Answer.OfAsync(await client.Http.SendAsync(chunked));

        foreach (var answer in new[] { declared, undeclared })
        {
            Assert.Equal("too_large", answer.Problem(HttpStatusCode.RequestEntityTooLarge));
            Assert.Equal(100000, (int)answer.Json["limit"]!);
        }

        Assert.Empty(stubbed.Data.Files("blobs"));
    }

    [Fact]
    public async Task Pool_WhenFull_RefusesWithTheLimit()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0", "Tracks:MaxTracks=1");
        using var client = await stubbed.SignedInAsync();
        (await client.UploadAsync(Tones.Wav(1), "one.wav")).Require(HttpStatusCode.Created);

        var full = await client.UploadAsync(Tones.Wav(1), "two.wav");

        Assert.Equal("track_limit", full.Problem(HttpStatusCode.Conflict));
        Assert.Equal(1, (int)full.Json["limit"]!);
    }

    // Of every process of this machine, where the system shows them as files.
    private static IEnumerable<string> CommandLines()
    {
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            var file = Path.Combine(folder, "cmdline");
            if (int.TryParse(Path.GetFileName(folder), out _) && Read(file) is { } line)
            {
                yield return Path.GetFileName(line.Split('\0')[0]) + " " + line.Replace('\0', ' ');
            }
        }

        static string? Read(string file)
        {
            try
            {
                return File.ReadAllText(file);
            }
            catch (IOException)
            {
                // It ended meanwhile.
                return null;
            }
        }
    }
}
