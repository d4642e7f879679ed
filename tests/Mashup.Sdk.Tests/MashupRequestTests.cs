namespace Mashup.Sdk.Tests;

public sealed class MashupRequestTests
{
    private static readonly MashupRequest Good = new("a.mp3", "b.mp3");

    public static TheoryData<MashupRequest> Wrong =>
    [
        new("a.mp3"),
        new("a", "b", "c", "d", "e", "f"),
        Good with { DurationSeconds = 5 },
        Good with { DurationSeconds = double.NaN },
        Good with { Energy = 1.5 },
        Good with { Style = -0.1 },
        Good with { Variants = 4 },
        Good with { VocalsFrom = "c.mp3" },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OutOfRange_SaysWhat(MashupRequest request) => Assert.ThrowsAny<ArgumentException>(request.Validate);

    [Fact]
    public void Validate_Defaults_Pass() => Good.Validate();
}
