using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>A model's graphs: checked against the manifest and loaded once per device, at first need, and kept. Thread-safe.</summary>
internal sealed class ModelSessions(ModelManifest manifest, string folder, INetworkLoader loader) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<OnnxDevice, LoadedModel> _loaded = [];
    private readonly Dictionary<OnnxDevice, string> _failures = [];
    private bool _verified;

    public ModelManifest Manifest => manifest;

    /// <summary>Bytes of the model's files.</summary>
    public long FileBytes => manifest.Files.Sum(f => new FileInfo(Path.Combine(folder, f.Path)) is { Exists: true } file ? file.Length : 0);

    /// <summary>Why a device is out of question, if it is.</summary>
    public string? FailureOf(OnnxDevice device)
    {
        lock (_lock)
        {
            return _failures.GetValueOrDefault(device);
        }
    }

    /// <summary>Rules a device out for later jobs.</summary>
    public void Fail(OnnxDevice device, string reason)
    {
        lock (_lock)
        {
            _failures[device] = reason;
        }
    }

    public LoadedModel Open(OnnxDevice device, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_loaded.TryGetValue(device, out var model))
            {
                Verify(cancellationToken);
                model = _loaded[device] = Load(device);
            }

            return model;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var network in _loaded.Values.SelectMany(m => m.Networks))
            {
                network.Dispose();
            }

            _loaded.Clear();
        }
    }

    private LoadedModel Load(OnnxDevice device)
    {
        var networks = new List<INetwork>();
        try
        {
            foreach (var file in manifest.Files)
            {
                networks.Add(Load(Path.Combine(folder, file.Path), device));
            }

            return new LoadedModel(new ModelContract(manifest, Path.Combine(folder, manifest.Name + ".json"), [.. networks.Select(n => n.Graph)]), networks);
        }
        catch
        {
            networks.ForEach(n => n.Dispose());
            throw;
        }
    }

    private INetwork Load(string path, OnnxDevice device)
    {
        try
        {
            return loader.Load(path, device);
        }
        catch (Exception e) when (device == OnnxDevice.Cpu && e is not (MashupException or OperationCanceledException))
        {
            throw new UnusableInputException(MashupStage.Separate, path, $"is not a model that ONNX Runtime can load: {OnnxNetwork.Sentence(e)}", e);
        }
    }

    private void Verify(CancellationToken cancellationToken)
    {
        foreach (var file in manifest.Files.Where(_ => !_verified))
        {
            FileCheck.Verify(Path.Combine(folder, file.Path), file, cancellationToken);
        }

        _verified = true;
    }
}

/// <summary>A model on a device.</summary>
internal sealed record LoadedModel(ModelContract Contract, IReadOnlyList<INetwork> Networks);
