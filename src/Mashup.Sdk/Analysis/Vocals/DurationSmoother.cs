namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>Posterior of a hidden Markov model with two states whose durations are geometric.</summary>
/// <remarks>
/// 1. Forwards, the state's probability given what came before; backwards, the likelihood of what follows; scaled at every step.
/// 2. Their product is the posterior. L. R. Rabiner, A tutorial on hidden Markov models, Proc. IEEE 77(2), 1989.
/// </remarks>
/// <param name="onFrames">Expected duration of the state that is asked for, frames.</param>
/// <param name="offFrames">Expected duration of the other.</param>
internal sealed class DurationSmoother(double onFrames, double offFrames)
{
    private const float MostOdds = 30;
    private readonly double _stay = 1 - 1 / Math.Max(2, onFrames);
    private readonly double _enter = 1 / Math.Max(2, offFrames);

    /// <summary>Probability of the state per frame, from its log odds per frame.</summary>
    public float[] Smooth(float[] logOdds)
    {
        var forward = new double[logOdds.Length];
        var prior = _enter / (_enter + 1 - _stay);
        for (var t = 0; t < forward.Length; t++)
        {
            var on = prior * Likelihood(logOdds[t]);
            forward[t] = on / (on + 1 - prior);
            prior = forward[t] * _stay + (1 - forward[t]) * _enter;
        }

        var posterior = new float[logOdds.Length];
        double backOn = 1, backOff = 1;
        for (var t = forward.Length - 1; t >= 0; t--)
        {
            double on = forward[t] * backOn, off = (1 - forward[t]) * backOff;
            posterior[t] = (float)(on / (on + off));
            double nextOn = Likelihood(logOdds[t]) * backOn, nextOff = backOff;
            backOn = _stay * nextOn + (1 - _stay) * nextOff;
            backOff = _enter * nextOn + (1 - _enter) * nextOff;
            var sum = backOn + backOff;
            backOn /= sum;
            backOff /= sum;
        }

        return posterior;
    }

    private static double Likelihood(float logOdds) => Math.Exp(Math.Clamp(logOdds, -MostOdds, MostOdds));
}
