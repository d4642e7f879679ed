namespace Mashup.Sdk.Demo;

/// <summary>The songs the SDK can synthesise for machines with no music on them.</summary>
public enum DemoSong
{
    /// <summary>Four-on-the-floor synth pop, 124 BPM, A minor, sung.</summary>
    NeonHarbour,

    /// <summary>Laid-back breakbeat, 118 BPM, C major, sung.</summary>
    PaperKites,
}
