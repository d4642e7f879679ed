using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Mashup.Samples.Tests.Load;

/// <summary>What a load test saw.</summary>
internal sealed class LoadResult
{
    private readonly ConcurrentQueue<(string Call, double Milliseconds)> _answers = new();

    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Jobs that were accepted, with who may ask for them.</summary>
    public ConcurrentQueue<(string Job, CrowdMember Owner)> Submitted { get; } = new();

    public int Answers => _answers.Count;

    /// <summary>Calls and how long they took; those that must not fail, once they did.</summary>
    public void Add(string call, double milliseconds) => _answers.Enqueue((call, milliseconds));

    public double Percentile(double share, string? call = null)
    {
        var sorted = _answers.Where(a => call is null || a.Call == call).Select(a => a.Milliseconds).Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    /// <summary>A table.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("| call | answers | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|\n");
        foreach (var call in _answers.Select(a => a.Call).Distinct().Order().Prepend(null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {call ?? "all"} | {_answers.Count(a => call is null || a.Call == call)} | {Percentile(0.5, call):0} | {Percentile(0.95, call):0} | {Percentile(0.99, call):0} |");
        }

        return text.ToString();
    }
}
