using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Parts that a host adds to its engines or replaces in them.</summary>
/// <param name="Add">E.g. <c>builder => builder.UsePlanner&lt;MyPlanner&gt;()</c>.</param>
internal sealed record EngineParts(Action<IMashupBuilder> Add);
