using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Tests.Analysis.Keys;

public sealed class MusicalKeyTests
{
    // The wheel as Mixed In Key prints it.
    [Theory]
    [InlineData("C", Mode.Major, "8B")]
    [InlineData("A", Mode.Minor, "8A")]
    [InlineData("G", Mode.Major, "9B")]
    [InlineData("E", Mode.Minor, "9A")]
    [InlineData("F", Mode.Major, "7B")]
    [InlineData("Db", Mode.Major, "3B")]
    [InlineData("B", Mode.Major, "1B")]
    [InlineData("E", Mode.Major, "12B")]
    [InlineData("Ab", Mode.Minor, "1A")]
    [InlineData("D", Mode.Minor, "7A")]
    public void Camelot_OfAKey_IsTheWheelsCode(string tonic, Mode mode, string code) => Assert.Equal(code, new MusicalKey(MusicalKey.ParseTonic(tonic), mode).Camelot);

    [Theory]
    [InlineData("C#", 1)]
    [InlineData("F#", 6)]
    [InlineData("Bb", 10)]
    public void ParseTonic_SharpOrFlat_IsUnderstood(string name, int pitchClass) => Assert.Equal(pitchClass, MusicalKey.ParseTonic(name));

    [Theory]
    [InlineData("H")]
    [InlineData("")]
    [InlineData("x#")]
    public void ParseTonic_Nonsense_IsRefused(string name) => Assert.Throws<FormatException>(() => MusicalKey.ParseTonic(name));

    [Fact]
    public void Transpose_DownPastC_Wraps() => Assert.Equal("Bb minor", new MusicalKey(0, Mode.Minor).Transpose(-2).ToString());
}
