-- What is about to name an item: a row each, so that the event of one can't end what is kept for another, and one that
-- comes to nothing lets go at once. Until now a number of the item told how many; those items are kept by their own
-- kept_until_ms, as they were.
CREATE TABLE reservation (
  -- The tweet's id, or the one of a profile's change.
  for_id        bigint NOT NULL,
  media_id      bigint NOT NULL REFERENCES item ON DELETE CASCADE,
  -- What never comes, nor lets go, holds it no longer.
  kept_until_ms bigint NOT NULL,
  PRIMARY KEY (for_id, media_id)
);
CREATE INDEX reservation_of_item ON reservation (media_id);
CREATE INDEX reservation_kept ON reservation (kept_until_ms);

ALTER TABLE item DROP COLUMN reserved;
