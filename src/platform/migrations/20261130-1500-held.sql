-- What somebody does something to, held until her transaction ends. A lock alone does not do: a transaction that reads from one snapshot sees, when its turn comes,
-- what stood before the first began. Here the first changes a row, and whoever began to read before that fails (40001) as the second of two at once.
create table platform.held (
  -- A hash of the name of what is held. Names are made of ids that tell nothing.
  what bigint primary key,
  held_at timestamptz not null
);
alter table platform.held enable row level security;
alter table platform.held force row level security;
create policy for_the_function on platform.held to owner using (true) with check (true);

create function platform.hold(names text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.valid() then
    raise exception 'only who has a context holds something' using errcode = '42501';
  end if;
  -- All in one order, so that no two wait for each other.
  insert into platform.held as h (what, held_at)
  select distinct hashtextextended(name, 0), clock_timestamp() from unnest(names) name order by 1
  on conflict (what) do update set held_at = excluded.held_at;
end $$;
revoke all on function platform.hold(text[]) from public;
grant execute on function platform.hold(text[]) to app, feed_in;
