using Heed.Core.Language;
using Microsoft.ML.Data;

namespace Heed.Learning;

/// <summary>One text as the library takes it: the buckets that occur, pressed together.</summary>
internal sealed class Row
{
    public VBuffer<float> Features { get; set; }

    public uint Label { get; set; }

    public float Weight { get; set; }
}
