using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>A model's graphs: checked against the manifest and loaded once per device, at first need, and kept. Thread-safe.</summary>
internal sealed class ModelSessions(ModelManifest manifest, IModelFiles files, INetworkLoader loader) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<OnnxDevice, LoadedModel> _loaded = [];
    private readonly Dictionary<OnnxDevice, string> _failures = [];
    private bool _verified;

    public ModelManifest Manifest => manifest;

    /// <summary>Bytes of the model's files.</summary>
    public long FileBytes => manifest.Files.Sum(f => files.BytesOf(f.Path));

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
                networks.Add(Load(file.Path, device));
            }

            return new LoadedModel(new ModelContract(manifest, files.NameOf(manifest.Name + ".json"), [.. networks.Select(n => n.Graph)]), networks);
        }
        catch
        {
            networks.ForEach(n => n.Dispose());
            throw;
        }
    }

    private INetwork Load(string file, OnnxDevice device)
    {
        try
        {
            return files.Load(file, loader, device);
        }
        catch (Exception e) when (device == OnnxDevice.Cpu && e is not (MashupException or OperationCanceledException))
        {
            throw new UnusableInputException(MashupStage.Separate, files.NameOf(file), $"is not a model that ONNX Runtime can load: {OnnxNetwork.Sentence(e)}", e);
        }
    }

    private void Verify(CancellationToken cancellationToken)
    {
        foreach (var file in manifest.Files.Where(_ => !_verified))
        {
            files.Verify(file, cancellationToken);
        }

        _verified = true;
    }
}

/// <summary>A model on a device.</summary>
internal sealed record LoadedModel(ModelContract Contract, IReadOnlyList<INetwork> Networks);
