using Heed.Core.Outcomes;
using Heed.Server.Access;
using Heed.Storage;
using Heed.Storage.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Outcomes;

/// <summary>What a customer is known by in the company's other systems. Whoever adds it has seen the proof: outcomes are joined by it.</summary>
internal sealed class CustomerKeys(IDbContextFactory<HeedDb> contexts, Database database, TimeProvider clock)
{
    public async Task<IReadOnlyList<CustomerKeyRow>> OfAsync(Guid customerId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.CustomerKeys.AsNoTracking().Where(k => k.CustomerId == customerId).OrderBy(k => k.Space).ThenBy(k => k.Value).ToListAsync(ct);
    }

    /// <returns>Null when it was done; else <c>not-found</c>, <c>bad-key</c>, or <c>key-taken</c> (another customer has it: merge the two instead).</returns>
    public async Task<string?> AddAsync(Guid customerId, KeySpace space, string text, Actor actor, CancellationToken ct)
    {
        if (CustomerKey.Read(space, text) is not { } key)
            return "bad-key";
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Customers.AnyAsync(c => c.Id == customerId, ct))
            return "not-found";
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await using var add = session.Command(
                "insert into customer_keys (space, value, customer_id, added_at, added_by) values (@space, @value, @customer, @now, @by) on conflict do nothing");
            var added = await add.Add("space", (int)key.Space).Add("value", key.Value).Add("customer", customerId)
                .Add("now", clock.GetUtcNow().ToUnixTimeMilliseconds()).Add("by", actor.UserId).RunAsync(ct);
            if (added == 1)
                await OutcomeStore.GiveAsync(session, key, customerId, ct);
            await session.CommitAsync(ct);
        }

        return await db.CustomerKeys.AnyAsync(k => k.Space == key.Space && k.Value == key.Value && k.CustomerId == customerId, ct) ? null : "key-taken";
    }

    /// <summary>It was not theirs: what had been joined by it belongs to nobody again.</summary>
    public async Task<string?> RemoveAsync(Guid customerId, KeySpace space, string text, CancellationToken ct)
    {
        if (CustomerKey.Read(space, text) is not { } key)
            return "bad-key";
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using (var delete = session.Command("delete from customer_keys where space = @space and value = @value and customer_id = @customer"))
        {
            if (await delete.Add("space", (int)key.Space).Add("value", key.Value).Add("customer", customerId).RunAsync(ct) == 0)
                return "not-found";
        }

        await using (var free = session.Command("update outcomes set customer_id = null where key_space = @space and key = @value and customer_id = @customer"))
            await free.Add("space", (int)key.Space).Add("value", key.Value).Add("customer", customerId).RunAsync(ct);
        await session.CommitAsync(ct);
        return null;
    }
}
