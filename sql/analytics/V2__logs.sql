-- A position belongs to a log, not to a topic's name: the id tells one topic from another that was made anew, and the
-- leader epoch tells records that a crash took from those that came in their place. Within a topic's id the newest
-- place is the last one of the greatest epoch. Rows of before have an empty id, and in the epoch's place the old era,
-- which counted the topics of one name: their newest place is found in the same way, and is taken for that of the log
-- there is.
ALTER TABLE event DROP PROJECTION IF EXISTS position;
ALTER TABLE event RENAME COLUMN IF EXISTS era TO leader_epoch;
ALTER TABLE event ADD COLUMN IF NOT EXISTS topic_id LowCardinality(String) AFTER partition;
ALTER TABLE event ADD PROJECTION IF NOT EXISTS position
  (SELECT topic, partition, topic_id, leader_epoch, max(place) GROUP BY topic, partition, topic_id, leader_epoch);
ALTER TABLE event MATERIALIZE PROJECTION position;

ALTER TABLE impression DROP PROJECTION IF EXISTS position;
ALTER TABLE impression RENAME COLUMN IF EXISTS era TO leader_epoch;
ALTER TABLE impression ADD COLUMN IF NOT EXISTS topic_id LowCardinality(String) AFTER partition;
ALTER TABLE impression ADD PROJECTION IF NOT EXISTS position
  (SELECT topic, partition, topic_id, leader_epoch, max(place) GROUP BY topic, partition, topic_id, leader_epoch);
ALTER TABLE impression MATERIALIZE PROJECTION position;
