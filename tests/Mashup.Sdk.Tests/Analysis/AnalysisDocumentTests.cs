using System.Text.Json;
using Mashup.Sdk.Analysis;

namespace Mashup.Sdk.Tests.Analysis;

public sealed class AnalysisDocumentTests
{
    [Fact]
    public void Write_Analysis_IsOneLineWithTheNamesAndUnitsOfTheContract()
    {
        var text = AnalysisDocument.Write(SampleAnalysis.Create(), "söng \"a\".ogg", "00ff");

        Assert.DoesNotContain('\n', text);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        Assert.Equal("mashup.analysis/1", root.GetProperty("schema").GetString());
        Assert.Equal("söng \"a\".ogg", root.GetProperty("file").GetString());
        Assert.Equal("00ff", root.GetProperty("sha256").GetString());
        Assert.Equal(81.3, root.GetProperty("durationSeconds").GetDouble());
        Assert.Equal(48000, root.GetProperty("sampleRate").GetInt32());
        Assert.Equal("""{"bpm":127.98,"confidence":0.97}""", root.GetProperty("tempo").GetRawText());
        Assert.Equal(4, root.GetProperty("meter").GetInt32());
        Assert.Equal("[0.47,0.9388]", root.GetProperty("beats").GetRawText());
        Assert.Equal("[0.47]", root.GetProperty("downbeats").GetRawText());
        Assert.StartsWith("""{"tonic":"A","mode":"minor","camelot":"8A","confidence":0.8""", root.GetProperty("key").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(440.4, root.GetProperty("tuningHz").GetDouble());
        Assert.Equal("""{"start":0,"end":1.9,"label":"A:min"}""", root.GetProperty("chords")[0].GetRawText());
        Assert.Equal("""{"start":0,"end":15.1,"label":"intro","energy":0.31,"group":0}""", root.GetProperty("sections")[0].GetRawText());
        Assert.Equal("instrumental", root.GetProperty("sections")[1].GetProperty("label").GetString());
        Assert.Equal("""[{"start":15.2,"end":29.8}]""", root.GetProperty("vocals").GetRawText());
        Assert.Equal("""{"hopSeconds":0.5,"values":[0.1,0.2]}""", root.GetProperty("energy").GetRawText());
        Assert.StartsWith("""{"integratedLufs":-11.2,"rangeLu":5.1,"truePeakDbtp":-0.4""", root.GetProperty("loudness").GetRawText(), StringComparison.Ordinal);
    }
}
