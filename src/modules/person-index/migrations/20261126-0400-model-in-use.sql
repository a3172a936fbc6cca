-- By which model the links were made. Where the product has another one, after an upgrade or a new training, all is linked once more.
create table person_index.model_in_use (
  model text primary key,
  since timestamptz not null
);
select platform.protect_plain('person_index.model_in_use');
select platform.written_by('person_index.model_in_use', 'feed_in', 'person-index.link');
