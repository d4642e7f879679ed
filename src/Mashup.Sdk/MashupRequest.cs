using Mashup.Sdk.Planning;

namespace Mashup.Sdk;

/// <summary>Songs and wishes: all that a mashup is made from.</summary>
public sealed record MashupRequest
{
    /// <summary>Asks for a mashup of these songs.</summary>
    /// <param name="songs">2 to 5 audio files.</param>
    public MashupRequest(params IReadOnlyList<string> songs) => Songs = songs;

    /// <summary>The songs: 2 to 5 audio files.</summary>
    public IReadOnlyList<string> Songs { get; init; }

    /// <summary>The file to write, its format by its extension (.wav, .flac, .mp3, .ogg, .opus, .m4a); several variants get <c>-1</c>, <c>-2</c>, … before it.</summary>
    public string Output { get; init; } = "mashup.mp3";

    /// <summary>Wished length, seconds, 15 to 600.</summary>
    public double DurationSeconds { get; init; } = 120;

    /// <summary>0 (chill) to 1 (hype).</summary>
    public double Energy { get; init; } = 0.5;

    /// <summary>0 (safe) to 1 (experimental).</summary>
    public double Style { get; init; } = 0.3;

    /// <summary>How many different mashups to make, 1 to 3, best first.</summary>
    public int Variants { get; init; } = 1;

    /// <summary>Seed of every random choice: same seed and songs, same mashup.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Which of <see cref="Songs"/> gives its vocals, or <see langword="null"/> to let the planner choose.</summary>
    public string? VocalsFrom { get; init; }

    /// <summary>Parts of the songs that must not be heard.</summary>
    public IReadOnlyList<ExcludedRegion> Excluded { get; init; } = [];

    /// <summary>An earlier plan of the same songs, and which of its clips stay; <see langword="null"/> to plan freely.</summary>
    public PlanRevision? Revision { get; init; }

    /// <summary>Name of the separator to use, or <see langword="null"/> for the one registered last.</summary>
    public string? Separator { get; init; }

    internal void Validate()
    {
        if (Songs.Count is < 2 or > 5)
        {
            throw new ArgumentException($"A mashup takes 2 to 5 songs, not {Songs.Count}.", nameof(Songs));
        }

        Within(DurationSeconds, 15, 600, nameof(DurationSeconds));
        Within(Energy, 0, 1, nameof(Energy));
        Within(Style, 0, 1, nameof(Style));
        Within(Variants, 1, 3, nameof(Variants));
        if (VocalsFrom is not null && !Songs.Contains(VocalsFrom))
        {
            throw new ArgumentException($"{VocalsFrom} is not one of the songs.", nameof(VocalsFrom));
        }

        foreach (var region in Excluded)
        {
            if (!Songs.Contains(region.Song))
            {
                throw new ArgumentException($"{region.Song}, of which a part is excluded, is not one of the songs.", nameof(Excluded));
            }

            if (!(region.Start >= 0 && region.End > region.Start))
            {
                throw new ArgumentException(FormattableString.Invariant($"The part from {region.Start} to {region.End} s of {region.Song} cannot be excluded: it is no stretch of time."), nameof(Excluded));
            }
        }
    }

    private static void Within(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is from {low} to {high}."));
        }
    }
}
