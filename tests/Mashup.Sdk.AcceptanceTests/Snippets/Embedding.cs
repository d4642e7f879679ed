using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.AcceptanceTests.Snippets;

/// <summary>The code of README.md and docs/how-to/embed.md, compiled.</summary>
internal static class Embedding
{
    public static void Container(IServiceCollection services)
    {
        services.AddMashup(options => options.Rendering.TargetLufs = -16)
            .UsePlanner<MyPlanner>();
    }

    public static void Settings(IServiceCollection services)
    {
        services.AddMashup(options =>
        {
            options.Decoding.MaxDuration = TimeSpan.FromMinutes(10);
            options.Rendering.TargetLufs = -14;
            options.Caching.Directory = "/var/lib/mashups/cache";
        });
    }

    public static async Task JobAsync(MashupEngine engine, CancellationToken cancellationToken)
    {
        var progress = new Progress<MashupProgress>(p => Console.WriteLine($"{p.Stage} {p.Track} {p.Fraction:P0}"));
        var request = new MashupRequest("a.mp3", "b.mp3") { Output = "mashup.mp3", Energy = 0.8, Variants = 2, Seed = 7 };
        var result = await engine.MakeAsync(request, progress, cancellationToken);
        Console.WriteLine(result.Variants.Count);

        try
        {
            await engine.MakeAsync(request, progress, cancellationToken);
        }
        catch (UnusableInputException e)
        {
            Console.WriteLine($"{e.Path} cannot be used: {e.Message}");
        }
        catch (MashupException e)
        {
            Console.WriteLine($"{e.Stage} failed: {e.Message}");
        }
    }

    public static async Task EditedPlanAsync(MashupEngine engine)
    {
        var plan = PlanDocument.Read(File.ReadAllText("plan.json"));
        await engine.RenderAsync(plan, "edited.wav");
        var chorus = await engine.PreviewAsync(plan, new BeatRange(Start: 64, Beats: 32));
        await engine.WriteAsync(chorus, "chorus.wav");
    }

    private sealed class MyPlanner : IMashupPlanner
    {
        public IReadOnlyList<MashupPlan> Plan(PlanningRequest request, CancellationToken cancellationToken) => [];
    }
}
