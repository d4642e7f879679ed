using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Mashup.Samples.Tests.Service;

/// <summary>What the service answered.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidDataException("The answer is empty.");

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
        }
    }

    /// <summary>The body, where the status is as expected.</summary>
    public JsonNode Require(HttpStatusCode expected)
    {
        ThrowUnless(expected);
        return Json;
    }

    /// <summary>Fails the test where the status is another.</summary>
    public void ThrowUnless(HttpStatusCode expected) => Assert.True(Status == expected, $"{(int)Status} instead of {(int)expected}: {Text}");

    /// <summary>The code of a problem, where the answer is a whole one with the expected status.</summary>
    public string Problem(HttpStatusCode expected)
    {
        var problem = Require(expected);
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal((int)expected, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
        return (string)problem["code"]!;
    }
}
