using System.Text.Json;
using Mashup.Sdk.Analysis;

namespace Mashup.Sdk.Tests.Analysis;

public sealed class AnalysisArtefactTests
{
    [Fact]
    public void Read_OfWrite_GivesEveryNumberBack()
    {
        var analysis = SampleAnalysis.Create();

        var read = AnalysisArtefact.Read(AnalysisArtefact.Write(analysis));

        Assert.Equal(JsonSerializer.Serialize(analysis), JsonSerializer.Serialize(read));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(200)]
    public void Read_CutShort_SaysSo(int length)
    {
        var bytes = AnalysisArtefact.Write(SampleAnalysis.Create());

        Assert.Throws<InvalidDataException>(() => AnalysisArtefact.Read(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Read_OtherVersion_SaysSo()
    {
        var bytes = AnalysisArtefact.Write(SampleAnalysis.Create());
        bytes[0]++;

        var error = Assert.Throws<InvalidDataException>(() => AnalysisArtefact.Read(bytes));

        Assert.Contains("version", error.Message, StringComparison.Ordinal);
    }
}
