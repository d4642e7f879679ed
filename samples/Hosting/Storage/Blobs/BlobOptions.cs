namespace Mashup.Hosting.Storage.Blobs;

/// <summary>Where files are kept: in a directory, or in a bucket of an S3-compatible server.</summary>
internal sealed class BlobOptions
{
    /// <summary>Directory, where no <see cref="Bucket"/> is named.</summary>
    /// <value>The default value is <c>blobs</c> in the data folder.</value>
    public string? Directory { get; set; }

    /// <summary>Address of the S3-compatible server; empty for AWS itself.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Region, where the server has such.</summary>
    /// <value>The default value is <c>us-east-1</c>.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Bucket, made when missing.</summary>
    public string? Bucket { get; set; }

    /// <summary>Key id.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Secret key.</summary>
    public string? SecretKey { get; set; }

    /// <summary>How often files that nothing refers to are looked for.</summary>
    /// <value>The default value is 1 hour.</value>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long they are kept; longer than any upload lasts.</summary>
    /// <value>The default value is 2 hours.</value>
    public TimeSpan OrphansKeptFor { get; set; } = TimeSpan.FromHours(2);
}
