using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Mashup.Hosting.Queue;

/// <summary>Wakes workers of every process over RabbitMQ: one message for one worker. While the broker is away, workers look at the ledger by themselves.</summary>
internal sealed partial class RabbitWakeUp(Uri address, InProcessWakeUp local, HostingOptions options, ILogger<RabbitWakeUp> logger) : BackgroundService, IWakeUp
{
    private const string QueueName = "mashup.jobs";
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);

    private volatile IChannel? _channel;

    /// <inheritdoc/>
    public bool IsConnected => _channel is { IsOpen: true };

    /// <inheritdoc/>
    public async ValueTask SignalAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_channel is { IsOpen: true } channel)
            {
                await channel.BasicPublishAsync("", QueueName, ReadOnlyMemory<byte>.Empty, cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The ledger has the job; somebody will look.
            LogLost(logger, e.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => local.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false, ClientProvidedName = "mashup" };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                var closed = new TaskCompletionSource();
                connection.ConnectionShutdownAsync += (_, _) =>
                {
                    closed.TrySetResult();
                    return Task.CompletedTask;
                };
                await using var channel = await OpenAsync(connection, stoppingToken);
                _channel = channel;
                await closed.Task.WaitAsync(stoppingToken);
                LogLost(logger, "the connection was closed");
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(logger, e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                _channel = null;
            }

            await Task.Delay(BetweenAttempts, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task<IChannel> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(QueueName, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        if (options.Workers > 0)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, _) => local.SignalAsync(CancellationToken.None).AsTask();
            await channel.BasicConsumeAsync(QueueName, autoAck: true, consumer, cancellationToken);
        }

        return channel;
    }

    [LoggerMessage(LogLevel.Warning, "RabbitMQ is away ({Reason}); workers look at the ledger by themselves until it is back.")]
    private static partial void LogLost(ILogger logger, string reason);
}
