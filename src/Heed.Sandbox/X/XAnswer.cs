using System.Text.Json.Nodes;

namespace Heed.Sandbox.X;

/// <summary>What an endpoint of the imitated X answers.</summary>
internal sealed record XAnswer(int Status, JsonObject Body)
{
    public bool Done => Status < 300;

    public static XAnswer Forbidden(string detail) => new(403, XPayload.Problem(403, "Forbidden", detail));

    public static XAnswer Invalid(string message)
    {
        var problem = XPayload.Problem(400, "Invalid Request", "One or more parameters to your request was invalid.", "https://api.twitter.com/2/problems/invalid-request");
        problem["errors"] = new JsonArray(new JsonObject { ["parameters"] = new JsonObject(), ["message"] = message });
        return new XAnswer(400, problem);
    }
}
