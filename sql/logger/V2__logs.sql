-- As in sql/analytics: a position belongs to a log, which a topic's id and a leader's epoch tell apart.
ALTER TABLE line DROP PROJECTION IF EXISTS position;
ALTER TABLE line RENAME COLUMN IF EXISTS era TO leader_epoch;
ALTER TABLE line ADD COLUMN IF NOT EXISTS topic_id LowCardinality(String) AFTER partition;
ALTER TABLE line ADD PROJECTION IF NOT EXISTS position
  (SELECT topic, partition, topic_id, leader_epoch, max(place) GROUP BY topic, partition, topic_id, leader_epoch);
ALTER TABLE line MATERIALIZE PROJECTION position;
