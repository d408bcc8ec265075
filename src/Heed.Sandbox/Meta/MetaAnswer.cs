using System.Text.Json.Nodes;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Meta;

/// <summary>What the imitated Graph API answers.</summary>
internal sealed record MetaAnswer(int Status, JsonNode Body)
{
    public bool Done => Status < 300;

    public static MetaAnswer Success() => Ok(new JsonObject { ["success"] = true });

    public static MetaAnswer OutsideWindow() =>
        Error(400, 10, "(#10) This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview", 2018278);

    public static MetaAnswer Ok(JsonNode body) => new(200, body);

    public static MetaAnswer Gone(string id) => Error(400, 100,
        $"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.", 33, "GraphMethodException");

    public static MetaAnswer Error(int status, int code, string message, int? subcode = null, string type = "OAuthException", bool transient = false)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = type, ["code"] = code };
        if (subcode is not null) error["error_subcode"] = subcode;
        if (transient) error["is_transient"] = true;
        error["fbtrace_id"] = "A" + SandboxLedger.Hash(message)[..22];
        return new MetaAnswer(status, new JsonObject { ["error"] = error });
    }
}
