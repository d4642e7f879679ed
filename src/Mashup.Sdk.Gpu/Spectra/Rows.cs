using System.Collections.Concurrent;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Runs independent rows on all processors, each thread with scratch memory that is kept for the next time.</summary>
internal sealed class Rows<TScratch>(Func<TScratch> make)
    where TScratch : class
{
    private readonly ConcurrentBag<TScratch> _free = [];

    public void ForEach(int count, Action<int, TScratch> row)
    {
        if (count == 1)
        {
            var own = Rent();
            row(0, own);
            _free.Add(own);
            return;
        }

        Parallel.For(0, count, Rent, (i, _, scratch) => { row(i, scratch); return scratch; }, _free.Add);
    }

    private TScratch Rent() => _free.TryTake(out var scratch) ? scratch : make();
}
