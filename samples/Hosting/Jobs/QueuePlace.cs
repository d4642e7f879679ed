namespace Mashup.Hosting.Jobs;

/// <summary>Where a job stands in the queue, 1 being next; 0 while it runs.</summary>
/// <param name="Position">Place in the order that keeps users fair.</param>
/// <param name="EtaSeconds">Seconds until it ends, by how long such jobs took lately.</param>
internal sealed record QueuePlace(int Position, double? EtaSeconds);
