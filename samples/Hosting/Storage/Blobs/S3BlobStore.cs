using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Mashup.Hosting.Storage.Blobs;

/// <summary>Keeps files in a bucket of an S3-compatible server.</summary>
internal sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly string _bucket;
    private readonly AmazonS3Client _client;
    private readonly SemaphoreSlim _making = new(1, 1);
    private volatile bool _made;

    public S3BlobStore(BlobOptions options)
    {
        _bucket = options.Bucket!;
        var config = new AmazonS3Config { AuthenticationRegion = options.Region, ForcePathStyle = true };
        if (string.IsNullOrEmpty(options.Endpoint))
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.Endpoint;
        }

        // Without keys the client asks the machine's role for them.
        _client = options.AccessKey is null ? new AmazonS3Client(config) : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        await MakeBucketAsync(cancellationToken);
        var file = content;
        if (!content.CanSeek)
        {
            // The length must be known before the first byte is sent.
            file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            await content.CopyToAsync(file, cancellationToken);
            file.Position = 0;
        }

        try
        {
            // Signed as a whole: not every compatible server understands chunks that are signed one by one.
            var request = new PutObjectRequest { BucketName = _bucket, Key = key, InputStream = file, AutoCloseStream = false, UseChunkEncoding = false };
            await _client.PutObjectAsync(request, cancellationToken);
        }
        finally
        {
            if (file != content)
            {
                await file.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var about = await _client.GetObjectMetadataAsync(_bucket, key, cancellationToken);
            return new S3ObjectStream(_client, _bucket, key, about.ContentLength);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await MakeBucketAsync(cancellationToken);
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in page.S3Objects)
            {
                yield return found.Key;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string prefix, CancellationToken cancellationToken)
    {
        var keys = await ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken);
        foreach (var key in keys)
        {
            await _client.DeleteObjectAsync(_bucket, key, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _making.Dispose();
    }

    private async Task MakeBucketAsync(CancellationToken cancellationToken)
    {
        if (_made)
        {
            return;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            if (!_made)
            {
                await _client.PutBucketAsync(new PutBucketRequest { BucketName = _bucket }, cancellationToken);
                _made = true;
            }
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists" or "AccessDenied")
        {
            // It was there before, or somebody else makes the buckets here.
            _made = true;
        }
        finally
        {
            _making.Release();
        }
    }
}
