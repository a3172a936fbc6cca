-- Which acts write feeds, keys, batches and quarantine: reading them changes none of it.
do $$
declare t regclass;
begin
  foreach t in array array['feeds.feed', 'feeds.connection', 'feeds.batch', 'feeds.quarantined_row']::regclass[] loop
    perform platform.written_by(t, 'app, feed_in', 'feeds.feed.register', 'feeds.key.revoke', 'feeds.batch.receive', 'feeds.batch.upload',
      'feeds.batch.apply', 'feeds.batch.release', 'feeds.batch.ask-reversal', 'feeds.batch.reverse', 'feeds.row.correct',
      'feeds.row.replay', 'feeds.row.dismiss', 'feeds.event.receive');
  end loop;
end $$;
