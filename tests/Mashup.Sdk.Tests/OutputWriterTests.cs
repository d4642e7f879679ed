namespace Mashup.Sdk.Tests;

public sealed class OutputWriterTests
{
    [Fact]
    public void Reserve_SeveralVariants_NumbersThemBeforeTheExtension()
    {
        var output = Path.Combine(Path.GetTempPath(), "out.mp3");

        Assert.Equal([Path.Combine(Path.GetTempPath(), "out-1.mp3"), Path.Combine(Path.GetTempPath(), "out-2.mp3")], OutputWriter.Reserve(output, 2));
    }

    [Theory]
    [InlineData("out.xyz")]
    [InlineData("out")]
    [InlineData("out.3")]
    [InlineData("no-such-folder/out.mp3")]
    public void Reserve_WhatCannotBeWritten_IsRefusedAtOnce(string output) => Assert.Throws<OutputException>(() => OutputWriter.Reserve(output, 1));
}
