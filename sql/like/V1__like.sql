-- Who likes what, and how often each tweet is liked. Ids sort by time.

-- The id is the cursor of both lists.
CREATE TABLE likes (
  like_id       bigint NOT NULL,
  tweet_id      bigint NOT NULL,
  user_id       bigint NOT NULL,
  author_id     bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (tweet_id, user_id)
);
CREATE UNIQUE INDEX likes_of_tweet ON likes (tweet_id, like_id DESC) INCLUDE (user_id);
CREATE UNIQUE INDEX likes_of_user ON likes (user_id, like_id DESC) INCLUDE (tweet_id);

-- How many rows of likes a tweet has; no row = none. Changed in the transactions that change those rows, which hold this
-- row from their start. The version grows with every change: caches keep the newest. Room in the page keeps the updates
-- there (HOT).
CREATE TABLE like_counts (
  tweet_id bigint PRIMARY KEY,
  count    bigint NOT NULL,
  version  bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- Tweets and accounts that went not long ago: a like that was on its way when they did is refused.
CREATE TABLE gone_tweet (
  tweet_id   bigint PRIMARY KEY,
  gone_at_ms bigint NOT NULL
);
CREATE INDEX gone_tweet_at ON gone_tweet (gone_at_ms);
CREATE TABLE gone_user (
  user_id    bigint PRIMARY KEY,
  gone_at_ms bigint NOT NULL
);
CREATE INDEX gone_user_at ON gone_user (gone_at_ms);

-- Events not yet published (OutboxRelay). Small and busy: vacuum it often.
CREATE TABLE outbox (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id       bigint NOT NULL,
  topic          text   NOT NULL,
  key            bigint NOT NULL,
  type           text   NOT NULL,
  payload        bytea  NOT NULL,
  request_id     text   NOT NULL,
  traceparent    text   NOT NULL,
  occurred_at_ms bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
