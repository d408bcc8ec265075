namespace Heed.Server.Inbox;

/// <summary>The orders a list of cases can be told in.</summary>
internal enum CaseOrder
{
    /// <summary>The order of the work: who will be let down first, then the answered, latest first.</summary>
    Queue,

    /// <summary>Newest first by id: no change to a case disturbs it, so that pages meet each case once.</summary>
    Newest,

    /// <summary>Those with the newest message first.</summary>
    Activity,
}
