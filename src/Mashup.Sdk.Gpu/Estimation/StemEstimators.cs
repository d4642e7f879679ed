using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Estimation;

/// <summary>Picks the estimator that a manifest asks for.</summary>
internal static class StemEstimators
{
    /// <summary>None where all outputs are waves.</summary>
    public static IStemEstimator? For(ModelManifest manifest, BinMap map) => manifest.Output.As switch
    {
        OutputMeaning.Sum when manifest.Outputs.All(o => o.Kind is TensorKind.Wave or TensorKind.State) => null,
        OutputMeaning.Sum => new SpectrumEstimator(map, isMask: false),
        OutputMeaning.ComplexMask => new SpectrumEstimator(map, isMask: true),
        OutputMeaning.Wiener => new WienerEstimator(manifest, map),
        _ => new MaskEstimator(manifest, map),
    };
}
