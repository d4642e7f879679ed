using Mashup.Sdk;
using Mashup.Sdk.Gpu;
using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Stems;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds neural separation to the engine.</summary>
public static partial class OnnxMashupBuilderExtensions
{
    /// <summary>Adds a separator for every installed model and for the one of this package, where it has one, under the model's name; <see cref="OnnxSeparationOptions.Model"/> becomes the one that is used where
    /// a request names none. Models are loaded when they are first used, and kept.</summary>
    /// <param name="builder">What <c>services.AddMashup()</c> returned.</param>
    /// <param name="configure">Changes settings.</param>
    public static IMashupBuilder UseOnnxSeparation(this IMashupBuilder builder, Action<OnnxSeparationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new OnnxSeparationOptions();
        configure?.Invoke(options);
        var store = new ModelStore(options.ModelFolder);
        builder.Services.TryAddSingleton(_ => new DevicePool(options.JobsPerDevice, new NvidiaMemory(options.DeviceIndex)));
        var first = options.Model == ModelStore.OwnModel && !OnnxNetworkLoader.CanLoad ? null : options.Model;
        foreach (var model in store.List().Where(m => m.Problem is null && m.Name != first))
        {
            builder.Services.AddSingleton<IStemSeparator>(p => Create(p, store, model.Name, options));
        }

        if (first is { } chosen)
        {
            builder.Services.Insert(0, ServiceDescriptor.Singleton<IStemSeparator>(p => Create(p, store, chosen, options)));
        }

        return builder;
    }

    private static OnnxStemSeparator Create(IServiceProvider provider, ModelStore store, string name, OnnxSeparationOptions options)
    {
        var logger = provider.GetService<ILoggerFactory>()?.CreateLogger("Mashup.Sdk.Gpu");
        var pool = provider.GetRequiredService<DevicePool>();
        var manifest = store.Manifest(name);
        return new OnnxStemSeparator(manifest, Model(store, manifest, StemCompletion.Needed(manifest.Stems), pool, options, Notify), () => BuiltIn(provider));

        void Notify(DeviceNotice notice)
        {
            if (logger is not null)
            {
                LogNotice(logger, notice.Model, notice.Device, notice.Reason);
            }

            options.Notify?.Invoke(notice);
        }
    }

    private static IStemModel Model(
        ModelStore store, ModelManifest manifest, IReadOnlyCollection<string> needed, DevicePool pool, OnnxSeparationOptions options, Action<DeviceNotice> notify)
    {
        if (manifest.Algebra.Bag.Count == 0)
        {
            var loader = new OnnxNetworkLoader(options.Threads, options.DeviceIndex);
            return new ModelRun(new ModelSessions(manifest, store.FilesOf(manifest.Name), loader), pool, options, notify, needed);
        }

        var members = manifest.Algebra.Bag.Zip(store.Members(manifest));
        return new BagRun(manifest, [.. members.Select(m => Model(store, m.Second, BagRun.TakenFrom(m.First, needed), pool, options, notify))], needed);
    }

    private static IStemSeparator BuiltIn(IServiceProvider provider) =>
        provider.GetServices<IStemSeparator>().FirstOrDefault(s => s is not OnnxStemSeparator)
        ?? throw new MissingComponentException(MashupStage.Separate, "builtin", "The model leaves stems open that the built-in separator would fill, and that is not registered.");

    [LoggerMessage(LogLevel.Information, "{Model} on {Device}: {Reason}")]
    private static partial void LogNotice(ILogger logger, string model, OnnxDevice device, string reason);
}
