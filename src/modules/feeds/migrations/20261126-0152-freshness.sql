-- How fresh a feed is, by one look-up each, however many batches and events it has had.
create index batch_last_applied on feeds.batch (feed_id, applied_at desc) where applied_at is not null and reversed_at is null and way <> 'replay';
create index batch_last_period on feeds.batch (feed_id, period_to desc) where applied_at is not null and reversed_at is null and way <> 'replay';
