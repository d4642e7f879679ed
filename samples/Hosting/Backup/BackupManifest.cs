namespace Mashup.Hosting.Backup;

/// <summary>What a backup holds.</summary>
internal sealed record BackupManifest(int Schema, DateTime MadeAt);
