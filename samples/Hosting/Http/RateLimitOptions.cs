namespace Mashup.Hosting.Http;

/// <summary>How often one may ask.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Requests a signed-in user may send at once.</summary>
    public int UserBurst { get; set; } = 300;

    /// <summary>Requests a second that are given back to a user.</summary>
    public int UserPerSecond { get; set; } = 20;

    /// <summary>Requests an address may send at once without being signed in.</summary>
    public int AddressBurst { get; set; } = 100;

    /// <summary>Requests a second that are given back to an address.</summary>
    public int AddressPerSecond { get; set; } = 2;
}
