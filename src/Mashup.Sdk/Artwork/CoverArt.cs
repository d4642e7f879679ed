using System.Numerics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Drawing;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Artwork;

/// <summary>The cover of a mashup: its waveform around a circle, coloured by the songs that sound.</summary>
/// <remarks>
/// 1. The key sets the colours, in the order of fifths around the colour circle; the songs stand far apart on it.
/// 2. Clockwise from the top, every spoke is one part of the time: as long as it is loud, outside in the colour of the song that sings, inside of the one that plays.
/// 3. Song names, tempo and key below. The same mashup gives the same picture.
/// </remarks>
internal static class CoverArt
{
    public const int Size = 1000;

    private const int Spokes = 200;
    private const float InnerRadius = 205;
    private const float OuterReach = 180;
    private const float InnerReach = 74;
    private const float SpokeWidth = 4.2f;
    private const float Contrast = 1.6f;
    private const float TextWidth = 860;

    private static readonly Vector2 Center = new(500, 425);

    public static Scene Draw(AudioBuffer audio, MashupPlan plan)
    {
        var hue = plan.Key.MajorTonic * 7 % 12 * 30 + 30;
        var scene = new Scene(Size, Size, Color.FromOklch(0.16, 0.04, hue));
        Background(scene, hue);
        var levels = Levels(audio);
        for (var i = 0; i < Spokes; i++)
        {
            var beat = (i + 0.5) / Spokes * audio.DurationSeconds * plan.Bpm / 60;
            var (front, band) = Sounding(plan, beat);
            Spoke(scene, i, levels[i], TrackColor(plan, front, hue), TrackColor(plan, band, hue));
        }

        Cross(scene);
        Words(scene, plan);
        return scene;
    }

    private static void Background(Scene scene, double hue)
    {
        for (var y = 0; y < Size; y++)
        {
            var t = (double)y / Size;
            scene.Box(0, y, Size, 1, Color.FromOklch(0.26 - 0.1 * t, 0.055 - 0.025 * t, hue + 40 * t));
        }

        for (var i = 0; i < 14; i++)
        {
            var radius = InnerRadius + OuterReach + 30 - 22 * i;
            scene.Box(Center.X - radius, Center.Y - radius, 2 * radius, 2 * radius, Color.FromOklch(0.5, 0.09, hue) with { Alpha = 0.022f }, radius);
        }
    }

    private static void Spoke(Scene scene, int index, float level, Color outside, Color inside)
    {
        var (sin, cos) = MathF.SinCos(2 * MathF.PI * index / Spokes);
        var direction = new Vector2(sin, -cos);
        Line(InnerRadius + 5, InnerRadius + 7 + OuterReach * level, outside);
        Line(InnerRadius - 5, InnerRadius - 7 - InnerReach * level, inside.Towards(new Color(20, 20, 30), 0.25));

        void Line(float from, float to, Color color)
        {
            Vector2[] points = [Center + direction * from, Center + direction * to];
            scene.Add(new LineShape(points, 4 * SpokeWidth, color with { Alpha = 0.07f }));
            scene.Add(new LineShape(points, SpokeWidth, color) { Kind = "spoke" });
        }
    }

    private static void Cross(Scene scene)
    {
        const float arm = 34;
        foreach (var direction in (Vector2[])[new(arm, arm), new(arm, -arm)])
        {
            scene.Add(new LineShape([Center - direction, Center + direction], 9, Color.White with { Alpha = 0.94f }));
        }
    }

    private static void Words(Scene scene, MashupPlan plan)
    {
        var title = VectorFont.Drawable(string.Join(" × ", plan.Tracks.Select(t => Path.GetFileNameWithoutExtension(t.File)).Distinct())).Trim();
        var width = VectorFont.Measure(title, new TextStyle(1));
        var size = Math.Clamp(TextWidth / Math.Max(width, 1e-3f), 20, 46);
        while (title.Length > 1 && VectorFont.Measure(title, new TextStyle(size)) > TextWidth + size)
        {
            title = title[..^1];
        }

        scene.Text(title, Size / 2f, 908, new TextStyle(size), Color.White, 0.5f, "title");
        scene.Text(FormattableString.Invariant($"{plan.Bpm:0} BPM · {plan.Key}"), Size / 2f, 952, new TextStyle(24), Color.White with { Alpha = 0.66f }, 0.5f);
    }

    // Root mean square per spoke, a little of its neighbours mixed in; the loudest is 1.
    private static float[] Levels(AudioBuffer audio)
    {
        var levels = new float[Spokes];
        for (var i = 0; i < Spokes; i++)
        {
            var (start, end) = ((int)((long)audio.Length * i / Spokes), (int)((long)audio.Length * (i + 1) / Spokes));
            var power = 0.0;
            for (var c = 0; c < audio.ChannelCount; c++)
            {
                foreach (var sample in audio.Channel(c)[start..end])
                {
                    power += float.IsFinite(sample) ? (double)sample * sample : 0;
                }
            }

            levels[i] = (float)Math.Sqrt(power / Math.Max(1, end - start));
        }

        float[] smooth = [.. levels.Select((l, i) => (levels[(i + Spokes - 1) % Spokes] + 2 * l + levels[(i + 1) % Spokes]) / 4)];
        var loudest = Math.Max(smooth.Max(), 1e-9f);
        return [.. smooth.Select(l => MathF.Pow(l / loudest, Contrast))];
    }

    private static (string? Front, string? Band) Sounding(MashupPlan plan, double beat)
    {
        var clips = plan.Clips.Where(c => beat >= c.StartBeat && beat < c.StartBeat + c.Beats).OrderByDescending(c => c.GainDb).ToArray();
        var front = clips.FirstOrDefault(c => c.Stem == StemKind.Vocals) ?? clips.FirstOrDefault();
        var band = clips.FirstOrDefault(c => c.Stem != StemKind.Vocals) ?? front;
        return (front?.Track, band?.Track);
    }

    private static Color TrackColor(MashupPlan plan, string? track, double hue)
    {
        var index = plan.Tracks.Index().FirstOrDefault(t => t.Item.Id == track, (Index: -1, Item: plan.Tracks[0])).Index;
        return index < 0 ? Color.FromOklch(0.55, 0.02, hue) : Color.FromOklch(0.8 - 0.06 * (index % 2), 0.15, hue + 30 + index * 150);
    }
}
