create table decisions.member (id text references partnership.organisation);
insert into decisions.member select id from partnership.organisation;
do $$ begin
  execute 'update partnership.organisation set name = name';
  execute format('drop table %s', 'partnership.organisation'::regclass);
end $$;
create policy reader on decisions.member using (partnership.is_member(id));
