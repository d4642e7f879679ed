namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Carries phases from the previous output frame and along frequency.</summary>
internal sealed class PhasePropagation(VocoderSettings settings, int channels, int bins, int longStep)
{
    private readonly byte[] _strongest = new byte[bins];

    /// <summary>Turns the previous output frame into the next one.</summary>
    public void Advance(FrameSpectrum current, FrameSpectrum earlier, FrameSpectrum output, double stretch, float[]? reset)
    {
        FindStrongest(current);
        for (var c = 0; c < channels; c++)
        {
            PredictInTime(current.Re[c], current.Im[c], earlier.Re[c], earlier.Im[c], output.Re[c], output.Im[c]);
        }

        PredictAcross(current, output, settings.ScaleTwist ? stretch : 1, reset);
    }

    private void FindStrongest(FrameSpectrum current)
    {
        if (channels == 1)
        {
            return;
        }

        for (var b = 0; b < bins; b++)
        {
            float l = current.Re[0][b] * current.Re[0][b] + current.Im[0][b] * current.Im[0][b];
            float r = current.Re[1][b] * current.Re[1][b] + current.Im[1][b] * current.Im[1][b];
            _strongest[b] = (byte)(r > l ? 1 : 0);
        }
    }

    private static void PredictInTime(float[] xr, float[] xi, float[] pr, float[] pi, float[] yr, float[] yi)
    {
        for (var b = 0; b < xr.Length; b++)
        {
            float tr = xr[b] * pr[b] + xi[b] * pi[b], ti = xi[b] * pr[b] - xr[b] * pi[b];
            float energy = Math.Max(xr[b] * xr[b] + xi[b] * xi[b], pr[b] * pr[b] + pi[b] * pi[b]) + 1e-20f;
            float zr = (yr[b] * tr - yi[b] * ti) / energy, zi = (yr[b] * ti + yi[b] * tr) / energy;
            yr[b] = zr;
            yi[b] = zi;
        }
    }

    private void PredictAcross(FrameSpectrum current, FrameSpectrum output, double stretch, float[]? reset)
    {
        var shortWhole = (int)stretch;
        var shortPart = (float)(stretch - shortWhole);
        var longWhole = (int)(stretch * longStep);
        var longPart = (float)(stretch * longStep - longWhole);
        for (var b = 0; b < bins; b++)
        {
            int c = _strongest[b];
            float[] xr = current.Re[c], xi = current.Im[c], yr = output.Re[c], yi = output.Im[c];
            float r = xr[b], i = xi[b];
            float tr = settings.TimeWeight * yr[b], ti = settings.TimeWeight * yi[b];
            float energy = r * r + i * i;
            tr *= energy;
            ti *= energy;
            float sr = 0, si = 0;
            Neighbour(xr, xi, yr, yi, b, -1, -shortWhole, shortPart, settings.ShortWeight, ref sr, ref si);
            Neighbour(xr, xi, yr, yi, b, 1, shortWhole, shortPart, settings.ShortWeight, ref sr, ref si);
            Neighbour(xr, xi, yr, yi, b, -longStep, -longWhole, longPart, settings.LongWeight, ref sr, ref si);
            Neighbour(xr, xi, yr, yi, b, longStep, longWhole, longPart, settings.LongWeight, ref sr, ref si);
            // (sr, si) = sum of Y_n conj(X_n); times X_b
            float pr = tr + sr * r - si * i, pi = ti + sr * i + si * r;
            var norm = pr * pr + pi * pi;
            if (reset is not null && norm > 1e-30f && energy > 1e-30f)
            {
                float m = reset[b], own = (1 - m) / MathF.Sqrt(norm), given = m / MathF.Sqrt(energy);
                pr = pr * own + r * given;
                pi = pi * own + i * given;
                norm = pr * pr + pi * pi;
            }

            if (norm > 1e-30f)
            {
                var g = MathF.Sqrt(energy / norm);
                yr[b] = pr * g;
                yi[b] = pi * g;
            }
            else
            {
                yr[b] = r;
                yi[b] = i;
            }

            if (channels == 2)
            {
                var o = 1 - c;
                // Y_o = X_o * Y_c / X_c
                if (energy > 1e-30f)
                {
                    float rr = (yr[b] * r + yi[b] * i) / energy, ri = (yi[b] * r - yr[b] * i) / energy;
                    float or = current.Re[o][b], oi = current.Im[o][b];
                    output.Re[o][b] = or * rr - oi * ri;
                    output.Im[o][b] = or * ri + oi * rr;
                }
                else
                {
                    output.Re[o][b] = current.Re[o][b];
                    output.Im[o][b] = current.Im[o][b];
                }
            }
        }
    }

    private void Neighbour(float[] xr, float[] xi, float[] yr, float[] yi, int bin, int step, int whole, float part, float weight, ref float sr, ref float si)
    {
        var n = bin + step;
        var a = bin + whole;
        var far = step < 0 ? a - 1 : a + 1;
        if (n < 0 || n >= bins || a < 0 || a >= bins || far < 0 || far >= bins)
        {
            return;
        }

        float vr = xr[a] + part * (xr[far] - xr[a]), vi = xi[a] + part * (xi[far] - xi[a]);
        sr += weight * (yr[n] * vr + yi[n] * vi);
        si += weight * (yi[n] * vr - yr[n] * vi);
    }
}
