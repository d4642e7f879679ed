using System.Globalization;
using Mashup.Samples.Benchmarks;

switch (args)
{
    case ["load", .. var rest]:
        await CrowdBenchmark.RunAsync(users: NumberAt(rest, 0, 1000), calls: NumberAt(rest, 1, 24));
        return 0;
    case ["serve", var users]:
        await CrowdBenchmark.ServeAsync(int.Parse(users, CultureInfo.InvariantCulture));
        return 0;
    case ["mashups", .. var rest]:
        await QueueBenchmark.RunAsync(mashups: NumberAt(rest, 0, 100), users: NumberAt(rest, 1, 5));
        return 0;
    case ["pair", .. var songs]:
        await PairBenchmark.RunAsync(songs);
        return 0;
    default:
        Console.Error.WriteLine("usage: load [USERS [CALLS]] | mashups [COUNT [USERS]] | pair [SONG SONG]");
        return 2;
}

static int NumberAt(string[] arguments, int index, int otherwise) => index < arguments.Length ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;
