-- Who is in the cluster. Orleans reads and writes these tables with the statements kept in orleansquery; names of tables, keys and
-- parameters are the provider's, the statements are ours. Only PostgreSQL: SQLite is one process.

create table orleansquery (
  querykey varchar(64) not null primary key,
  querytext varchar(8000) not null
);

create table orleansmembershipversiontable (
  deploymentid varchar(150) not null primary key,
  timestamp timestamptz(3) not null default now(),
  version integer not null default 0
);

create table orleansmembershiptable (
  deploymentid varchar(150) not null references orleansmembershipversiontable (deploymentid),
  address varchar(45) not null,
  port integer not null,
  generation integer not null,
  siloname varchar(150) not null,
  hostname varchar(150) not null,
  status integer not null,
  proxyport integer,
  suspecttimes varchar(8000),
  starttime timestamptz(3) not null,
  iamalivetime timestamptz(3) not null,
  primary key (deploymentid, address, port, generation)
);

-- Every change moves the version on in the same statement: who decided on an older view changes nothing and looks again.
insert into orleansquery (querykey, querytext) values
('InsertMembershipVersionKey', '
  with made as (
    insert into orleansmembershipversiontable (deploymentid) values (@DeploymentId) on conflict do nothing returning 1)
  select count(*)::int from made'),

('InsertMembershipKey', '
  with moved as (
    update orleansmembershipversiontable set timestamp = now(), version = version + 1
     where deploymentid = @DeploymentId and version = @Version
       and not exists (select 1 from orleansmembershiptable
                        where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning 1),
  made as (
    insert into orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from moved
    returning 1)
  select count(*)::int from made'),

('UpdateMembershipKey', '
  with moved as (
    update orleansmembershipversiontable set timestamp = now(), version = version + 1
     where deploymentid = @DeploymentId and version = @Version
    returning 1),
  changed as (
    update orleansmembershiptable set status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
     where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation
       and exists (select 1 from moved)
    returning 1)
  select count(*)::int from changed'),

('UpdateIAmAlivetimeKey', '
  update orleansmembershiptable set iamalivetime = @IAmAliveTime
   where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),

('MembershipReadRowKey', '
  select v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes,
         m.starttime, m.iamalivetime, v.version
    from orleansmembershipversiontable v
    left join orleansmembershiptable m
      on m.deploymentid = v.deploymentid and m.address = @Address and m.port = @Port and m.generation = @Generation
   where v.deploymentid = @DeploymentId'),

('MembershipReadAllKey', '
  select v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes,
         m.starttime, m.iamalivetime, v.version
    from orleansmembershipversiontable v
    left join orleansmembershiptable m on m.deploymentid = v.deploymentid
   where v.deploymentid = @DeploymentId'),

('DeleteMembershipTableEntriesKey', '
  with gone as (delete from orleansmembershiptable where deploymentid = @DeploymentId)
  delete from orleansmembershipversiontable where deploymentid = @DeploymentId'),

('GatewaysQueryKey', '
  select address, proxyport, generation from orleansmembershiptable
   where deploymentid = @DeploymentId and status = @Status and proxyport > 0'),

-- 3: active. A silo that says it is active is for the others to judge, not for the broom.
('CleanupDefunctSiloEntriesKey', '
  delete from orleansmembershiptable
   where deploymentid = @DeploymentId and iamalivetime < @IAmAliveTime and status <> 3');
