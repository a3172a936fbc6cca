-- Under a grant of scope `network` or `search` the product finds out whom to decide about: links say which records are one person.
create policy before_decision on person_index.link for select to app using ((select ctx.bound('scope')) in ('network', 'search'));
