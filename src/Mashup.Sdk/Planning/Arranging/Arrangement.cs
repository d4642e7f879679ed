using Mashup.Sdk.Planning.Casting;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Phrases;

namespace Mashup.Sdk.Planning.Arranging;

/// <summary>What plays in a block.</summary>
/// <param name="Block">The block.</param>
/// <param name="Role">Who sings over whom.</param>
/// <param name="Lead">What is sung, or <see langword="null"/>.</param>
/// <param name="Bed">What accompanies; <see langword="null"/> only where a song plays alone.</param>
/// <param name="Harmony">Correlation of the two, −1 to 1; 0 where one is missing.</param>
/// <param name="RunnerUp">The next best place to sing from, or <see langword="null"/>.</param>
internal sealed record ArrangedBlock(FormBlock Block, Role Role, PhraseWindow? Lead, PhraseWindow? Bed, double Harmony, PhraseWindow? RunnerUp);
