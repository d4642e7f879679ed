using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Several models one after the other, their stems averaged: out_s = Σ w_ms · out_ms / Σ w_ms.</summary>
/// <param name="manifest">The bag.</param>
/// <param name="members">Its models, in the bag's order.</param>
/// <param name="needed">The stems that are made; null for all.</param>
internal sealed class BagRun(ModelManifest manifest, IReadOnlyList<IStemModel> members, IReadOnlyCollection<string>? needed = null) : IStemModel
{
    public IReadOnlyList<string> Stems => manifest.Stems;

    public bool NeedsDraft => members.Any(m => m.NeedsDraft);

    public async Task<float[][][]> SeparateAsync(Song song, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var stems = Stems.Select(s => needed?.Contains(s) == false ? [] : song.Channels.Select(c => new float[c.Length]).ToArray()).ToArray();
        var totals = Stems.Select(s => manifest.Algebra.Bag.Sum(b => b.Weights.GetValueOrDefault(s))).ToArray();
        foreach (var (index, (member, model)) in manifest.Algebra.Bag.Zip(members).Index())
        {
            var share = new Share(progress, index, members.Count);
            var made = await model.SeparateAsync(song, share, cancellationToken).ConfigureAwait(false);
            foreach (var (s, stem) in Stems.Index().Where(s => stems[s.Index].Length > 0))
            {
                if (member.Weights.GetValueOrDefault(stem) is var weight and > 0)
                {
                    Add(made[IndexOf(model, stem, member)], (float)(weight / totals[s]), stems[s]);
                }
            }
        }

        return stems;
    }

    /// <summary>The stems that a bag takes from one of its members.</summary>
    public static IReadOnlyCollection<string> TakenFrom(BagMember member, IReadOnlyCollection<string> needed) => [.. needed.Where(s => member.Weights.GetValueOrDefault(s) > 0)];

    public void Dispose()
    {
        foreach (var member in members)
        {
            member.Dispose();
        }
    }

    private int IndexOf(IStemModel model, string stem, BagMember member) => model.Stems.Index().Where(s => s.Item == stem).Select(s => (int?)s.Index).FirstOrDefault()
        ?? throw new MashupException(MashupStage.Separate, $"The bag {manifest.Name} takes {stem} from {member.Model}, which makes {string.Join(", ", model.Stems)} only.");

    private static void Add(float[][] source, float weight, float[][] target)
    {
        for (var c = 0; c < target.Length; c++)
        {
            TensorPrimitives.MultiplyAdd(source[c], weight, target[c], target[c]);
        }
    }

    private sealed class Share(IProgress<double>? progress, int index, int count) : IProgress<double>
    {
        public void Report(double value) => progress?.Report((index + value) / count);
    }
}
