-- ClickHouse. Log lines, where there is no Loki. Masked before they came here: no secrets, no personal data but ids.
--
-- block, writer, topic, partition, era, place: a ledger's, as in sql/analytics. A record has many lines; number counts
-- them within it.
--
-- Ordered by time, newest lines are asked for, and by id, so that a page can go on in the middle of a moment. What is
-- looked for otherwise, an id or a piece of text, skips granules by Bloom filters.
CREATE TABLE IF NOT EXISTS line
(
  block      UInt64 CODEC(Delta, ZSTD),
  writer     UInt64,
  topic      LowCardinality(String),
  partition  UInt32,
  era        UInt32,
  place      UInt64 CODEC(Delta, ZSTD),
  -- Nanoseconds since 1970.
  time_ns    Int64 CODEC(Delta, ZSTD),
  -- A hash of what the line says; with the time it is its place in pages.
  id         Int64,
  service    LowCardinality(String),
  instance   LowCardinality(String),
  -- 0 TRACE, 1 DEBUG, 2 INFO, 3 WARN, 4 ERROR.
  level      UInt8,
  logger     LowCardinality(String),
  thread     String CODEC(ZSTD),
  message    String CODEC(ZSTD),
  stack      String CODEC(ZSTD),
  request_id String CODEC(ZSTD),
  -- 0 = nobody signed in.
  user_id    UInt64,
  -- A JSON object of texts.
  fields     String CODEC(ZSTD),

  INDEX request request_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX user user_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX level level TYPE minmax GRANULARITY 1,
  INDEX service service TYPE set(32) GRANULARITY 1,
  INDEX words lowerUTF8(concat(message, '\n', stack)) TYPE ngrambf_v1(4, 32768, 3, 0) GRANULARITY 1,

  PROJECTION position (SELECT topic, partition, era, max(place) GROUP BY topic, partition, era),
  PROJECTION block (SELECT block, writer, count() GROUP BY block, writer)
)
ENGINE = MergeTree
PARTITION BY intDiv(block, 100000)
ORDER BY (time_ns, id)
SETTINGS non_replicated_deduplication_window = 10000;
