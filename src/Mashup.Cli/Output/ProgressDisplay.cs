using Mashup.Sdk;
using Spectre.Console;

namespace Mashup.Cli.Output;

/// <summary>Shows a running job: bars with stage and percent on a terminal, plain lines elsewhere.</summary>
internal static class ProgressDisplay
{
    public static Task<T> RunAsync<T>(Func<IProgress<MashupProgress>, Task<T>> job) =>
        Console.IsErrorRedirected ? job(new PlainProgress(Console.Error)) : BarsAsync(job);

    private static async Task<T> BarsAsync<T>(Func<IProgress<MashupProgress>, Task<T>> job)
    {
        var bars = Terminal.Stderr.Progress().AutoClear(true).HideCompleted(false).Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        T result = default!;
        await bars.StartAsync(async context => result = await job(new BarProgress(context)));
        return result;
    }

    private sealed class BarProgress(ProgressContext context) : IProgress<MashupProgress>
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<(MashupStage, string?), ProgressTask> _tasks = [];

        public void Report(MashupProgress value)
        {
            lock (_lock)
            {
                var key = (value.Stage, value.Track);
                if (!_tasks.TryGetValue(key, out var task))
                {
                    task = context.AddTask(Markup.Escape($"{value.Stage.ToString().ToLowerInvariant(),-9}{value.Track}"), maxValue: 1);
                    _tasks.Add(key, task);
                }

                task.Value = value.Fraction;
            }
        }
    }
}
