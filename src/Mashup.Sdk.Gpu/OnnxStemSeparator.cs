using System.Security.Cryptography;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Stems;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Gpu;

/// <summary>Separates with an installed model, at the model's rate and channels; the four stems sum to the mix.</summary>
internal sealed class OnnxStemSeparator(ModelManifest manifest, IStemModel model, Func<IStemSeparator> builtIn) : IStemSeparator, IDisposable
{
    private const double ModelShare = 0.9;
    private const double DraftShare = 0.3;

    /// <inheritdoc/>
    public string Name => manifest.Name;

    /// <inheritdoc/>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ManifestDocument.Write(manifest))));

    /// <inheritdoc/>
    public Task<StemSet> SeparateAsync(AudioBuffer mix, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mix);
        if (mix.ChannelCount > 2)
        {
            throw new MashupException(MashupStage.Separate, $"The model {Name} takes mono or stereo, not {mix.ChannelCount} channels: mix the song down to stereo first.");
        }

        return Task.Run(() => RunAsync(mix, progress, cancellationToken), cancellationToken);
    }

    public void Dispose() => model.Dispose();

    private async Task<StemSet> RunAsync(AudioBuffer mix, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var clean = Channels.Clean(mix);
        var song = Channels.Fit(clean, manifest.Channels);
        song = [.. song.Select(c => Resample(c, mix.SampleRate, manifest.SampleRate, cancellationToken))];
        // The graph's stems are in the order of the built-in separator's.
        var given = new Song(song)
        {
            MakeDraft = model.NeedsDraft ? token => DraftStems.OfAsync(builtIn(), new AudioBuffer(manifest.SampleRate, song), new Share(progress, 0, DraftShare), token) : null,
        };
        var made = await model.SeparateAsync(given, new Share(progress, model.NeedsDraft ? DraftShare : 0, ModelShare), cancellationToken).ConfigureAwait(false);
        var stems = new Dictionary<string, float[][]>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, channels) in model.Stems.Zip(made).Where(s => s.Second.Length > 0))
        {
            stems[name] = Channels.Fit([.. channels.Select(c => Back(c, mix, cancellationToken))], mix.ChannelCount);
        }

        if (manifest.Algebra.Complement is { } complement && stems.TryGetValue(complement.Of, out var of))
        {
            stems[complement.Stem] = Channels.Rest(clean, [of]);
        }

        var set = await StemCompletion.CompleteAsync(Name, clean, mix.SampleRate, stems, builtIn, cancellationToken).ConfigureAwait(false);
        progress?.Report(1);
        return set;
    }

    private float[] Back(float[] channel, AudioBuffer mix, CancellationToken cancellationToken)
    {
        var back = Resample(channel, manifest.SampleRate, mix.SampleRate, cancellationToken);
        Array.Resize(ref back, mix.Length);
        return back;
    }

    private static float[] Resample(float[] channel, int from, int to, CancellationToken cancellationToken) =>
        from == to ? channel : Resampler.Resample(channel, from, to, cancellationToken);

    /// <summary>From one part of the whole to another.</summary>
    private sealed class Share(IProgress<double>? progress, double from, double to) : IProgress<double>
    {
        public void Report(double value) => progress?.Report(from + (to - from) * value);
    }
}
