using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>The sound of a run before it is mixed, and what mixing needs to know of its source.</summary>
/// <param name="Sound">From <see cref="RunSound.LeadIn"/> samples before the run on.</param>
/// <param name="SourceLength">Length of the stem it comes from, samples.</param>
/// <param name="VoiceLevel">For vocals: the voice's own mean power in its song; otherwise 0.</param>
/// <param name="BalanceDb">Gain that sets the stem level with those of other songs, from <see cref="StemLevels"/>.</param>
internal sealed record RenderedRun(AudioBuffer Sound, int SourceLength, double VoiceLevel, double BalanceDb);
