using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Mashup.Samples.Tests.Load;

namespace Mashup.Samples.Benchmarks;

/// <summary>Signed-in users who poll, list and submit, each thinking five seconds between answers; the service is a process of its own.</summary>
internal static class CrowdBenchmark
{
    /// <summary>Runs the benchmark and prints how long answers took.</summary>
    public static async Task RunAsync(int users, int calls)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["serve", users.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        using var service = Process.Start(start)!;
        var world = JsonSerializer.Deserialize<World>(await service.StandardOutput.ReadLineAsync() ?? "") ?? throw new InvalidDataException("The service did not start.");
        using var run = new LoadRun(world.Address, TimeSpan.FromSeconds(5));
        service.Refresh();
        var (cpu, clock) = (service.TotalProcessorTime, Stopwatch.StartNew());
        var result = await run.RunAsync(world.Crowd, calls);
        service.Refresh();
        var (used, took) = ((service.TotalProcessorTime - cpu).TotalMilliseconds, clock.Elapsed.TotalSeconds);
        var lost = await run.LostAsync(result);

        Console.WriteLine(result);
        Console.WriteLine(FormattableString.Invariant(
            $"{users} users, {result.Answers / took:0} answers a second, {used / result.Answers:0.00} ms of processor time an answer (stubbed jobs included), {Environment.ProcessorCount} cores"));
        Console.WriteLine(FormattableString.Invariant($"{result.Errors.Count} errors; {result.Submitted.Count} jobs submitted, {lost.Count} lost"));
        foreach (var error in result.Errors.Concat(lost).Take(5))
        {
            Console.WriteLine(error);
        }

        service.StandardInput.Close();
        await service.WaitForExitAsync();
    }

    /// <summary>Serves until standard input ends; says first where, and who is signed in.</summary>
    public static async Task ServeAsync(int users)
    {
        await using var world = await StubbedWorld.StartAsync(users, "Workers=1");
        Console.WriteLine(JsonSerializer.Serialize(new World(world.Address, world.Crowd)));
        await Console.In.ReadToEndAsync();
    }

    private sealed record World(Uri Address, IReadOnlyList<CrowdMember> Crowd);
}
