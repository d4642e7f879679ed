using System.Text.Json;

namespace Mashup.Sdk.Tests.Dsp.Loudness;

/// <summary>One conformance case of shared/loudness/cases.json: the grammar of its signals is in that file.</summary>
internal sealed class LoudnessCase(JsonElement json)
{
    private readonly Dictionary<uint, double[]> _noise = [];

    public string Id { get; } = json.GetProperty("id").GetString()!;

    public int SampleRate { get; } = json.GetProperty("fs").GetInt32();

    public int ChannelCount { get; } = json.GetProperty("channels").GetInt32();

    public JsonElement Check { get; } = json.GetProperty("check");

    public IEnumerable<(string Quantity, double Value, double Minus, double Plus)> Expectations => json.GetProperty("expect").EnumerateObject()
        .Select(e => (e.Name, e.Value[0].GetDouble(), e.Value[1].GetDouble(), e.Value[2].GetDouble()));

    public static IEnumerable<LoudnessCase> All(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => new LoudnessCase(c.Clone()))];
    }

    public double[][] Render()
    {
        var channels = Enumerable.Range(0, ChannelCount).Select(_ => new List<double>()).ToArray();
        foreach (var part in json.GetProperty("parts").EnumerateArray())
        {
            var length = (int)Math.Floor(part[0].GetDouble() * SampleRate + 0.5);
            for (var c = 0; c < ChannelCount; c++)
            {
                var sum = new double[length];
                var generator = part[1][c];
                if (generator.ValueKind == JsonValueKind.Array)
                {
                    foreach (var layer in generator.EnumerateArray())
                    {
                        Add(layer, sum);
                    }
                }

                channels[c].AddRange(sum);
            }
        }

        return [.. channels.Select(c => c.ToArray())];
    }

    private static double Number(JsonElement layer, string name, double otherwise = 0) =>
        layer.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;

    private static double Sinc(double y) => y == 0 ? 1 : Math.Sin(Math.PI * y) / (Math.PI * y);

    private static double[] Pink(double[] white)
    {
        double b0 = 0, b1 = 0, b2 = 0;
        return [.. white.Select(w =>
        {
            b0 = 0.99765 * b0 + 0.0990460 * w;
            b1 = 0.96300 * b1 + 0.2965164 * w;
            b2 = 0.57000 * b2 + 1.0526913 * w;
            return (b0 + b1 + b2 + 0.1848 * w) / 5;
        })];
    }

    private void Add(JsonElement layer, double[] sum)
    {
        double fs = SampleRate, amplitude = Math.Pow(10, Number(layer, "db") / 20), f = Number(layer, "f"), phase = Number(layer, "ph") * Math.PI / 180;
        double at = Number(layer, "at"), every = Number(layer, "every", 1), tau = Number(layer, "tau", 1);
        double first = Number(layer, "n0") + Number(layer, "frac"), fade = Math.Floor(Number(layer, "fade_ms") * fs / 1000 + 0.5);
        var depth = layer.TryGetProperty("am", out var am) ? am[1].GetDouble() : 0;
        var kind = layer.GetProperty("g").GetString();
        var noise = layer.TryGetProperty("seed", out var seed) && seed.GetUInt32() != 0 ? Noise(seed.GetUInt32(), sum.Length) : [];
        if (kind == "pink")
        {
            noise = Pink(noise);
        }

        var impulses = new HashSet<int>();
        for (var i = 0; kind == "impulse" && at + i * every < sum.Length / fs; i++)
        {
            impulses.Add((int)Math.Floor((at + i * every) * fs + 0.5));
        }

        for (var n = 0; n < sum.Length; n++)
        {
            double t = n / fs, since = t - at - every * Math.Floor((t - at) / every), away = n - first;
            var y = kind switch
            {
                "sine" => Math.Sin(2 * Math.PI * f * n / fs + phase),
                "square" => f * n / fs % 1 < 0.5 ? 1 : -1,
                "noise" => Math.Sqrt(3) * noise[n],
                "pink" => noise[n] / 0.3439,
                "tick" => t < at ? 0 : Math.Exp(-since / tau) * (f != 0 ? Math.Sin(2 * Math.PI * f * since) : noise[n]),
                "impulse" => impulses.Contains(n) ? 1 : 0,
                "peak" => Math.Abs(away) < 256 ? Sinc(0.5 * away) * (0.5 + 0.5 * Math.Cos(Math.PI * away / 256)) : 0,
                _ => throw new NotSupportedException(kind),
            };
            if (depth != 0)
            {
                y *= 1 - depth * (0.5 + 0.5 * Math.Cos(2 * Math.PI * am[0].GetDouble() * t));
            }

            double toEdge = Math.Min(n, sum.Length - 1 - n);
            sum[n] += amplitude * y * (toEdge < fade ? 0.5 - 0.5 * Math.Cos(Math.PI * toEdge / fade) : 1);
        }
    }

    private double[] Noise(uint seed, int length)
    {
        if (!_noise.TryGetValue(seed, out var values) || values.Length < length)
        {
            values = new double[length];
            var x = seed;
            for (var i = 0; i < length; i++)
            {
                x ^= x << 13;
                x ^= x >> 17;
                x ^= x << 5;
                values[i] = x / 2147483648.0 - 1;
            }

            _noise[seed] = values;
        }

        return values;
    }
}
