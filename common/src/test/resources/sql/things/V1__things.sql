CREATE TABLE IF NOT EXISTS thing
(
  id   UInt64,
  name String,
  tags Array(String)
)
ENGINE = MergeTree
ORDER BY id
SETTINGS non_replicated_deduplication_window = 100;

ALTER TABLE thing ADD COLUMN IF NOT EXISTS late UInt8;
