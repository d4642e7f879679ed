using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Estimation;

/// <summary>Turns what a graph says about a chunk's spectrum into the spectra of its stems.</summary>
internal interface IStemEstimator
{
    /// <summary>Overwrites <paramref name="stems"/>, one block per stem of the model.</summary>
    void Estimate(SpectrumBlock mix, TensorBuffers outputs, int slot, SpectrumBlock[] stems);
}
