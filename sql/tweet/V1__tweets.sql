-- Tweets and what hangs on them. Ids sort by time; NULL = none.
CREATE TABLE tweet (
  id                 bigint   PRIMARY KEY,
  author_id          bigint   NOT NULL,
  text               text     NOT NULL,
  -- A twite.tweet.v1.Tweet that holds mentions, hashtags, urls and media_ids only.
  entities           bytea    NOT NULL,
  reply_to_id        bigint,
  reply_to_author_id bigint,
  conversation_id    bigint   NOT NULL,
  retweet_of_id      bigint,
  quote_of_id        bigint,
  -- As in twite.tweet.v1.Visibility.
  visibility         smallint NOT NULL,
  -- Belongs in home timelines: everything but replies to others.
  home_entry         boolean  NOT NULL,
  -- 1, and one more with every edit: caches keep the newest.
  version            integer  NOT NULL,
  created_at_ms      bigint   NOT NULL,
  edited_at_ms       bigint
);
CREATE INDEX tweet_author ON tweet (author_id, id DESC);
CREATE INDEX tweet_home ON tweet (author_id, id DESC) WHERE home_entry;
CREATE INDEX tweet_replies ON tweet (reply_to_id, id) WHERE reply_to_id IS NOT NULL;
CREATE INDEX tweet_quotes ON tweet (quote_of_id, id DESC) WHERE quote_of_id IS NOT NULL;
CREATE INDEX tweet_retweets ON tweet (retweet_of_id, id DESC) WHERE retweet_of_id IS NOT NULL;
CREATE UNIQUE INDEX tweet_retweet_once ON tweet (author_id, retweet_of_id) WHERE retweet_of_id IS NOT NULL;
CREATE INDEX tweet_public ON tweet (id DESC)
  WHERE visibility = 1 AND reply_to_id IS NULL AND retweet_of_id IS NULL;

-- What a deleted reply answered, so that a thread goes on above the hole. Nothing else of it is kept.
CREATE TABLE thread_hole (
  id          bigint PRIMARY KEY,
  reply_to_id bigint NOT NULL
);

-- Former texts of edited tweets.
CREATE TABLE tweet_edit (
  tweet_id      bigint  NOT NULL,
  version       integer NOT NULL,
  text          text    NOT NULL,
  written_at_ms bigint  NOT NULL,
  PRIMARY KEY (tweet_id, version)
);

-- Counts of a tweet; no row = all zero. Apart from the tweet, because it changes often: room in the page keeps the
-- updates there (HOT). The version grows with every change.
CREATE TABLE tweet_counts (
  tweet_id bigint PRIMARY KEY,
  retweets bigint NOT NULL,
  replies  bigint NOT NULL,
  quotes   bigint NOT NULL,
  version  bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- Hashtags of public tweets, lower case.
CREATE TABLE hashtag (
  tag      text   NOT NULL,
  tweet_id bigint NOT NULL,
  PRIMARY KEY (tag, tweet_id)
);

-- The id tells when, and is the cursor.
CREATE TABLE bookmark (
  user_id  bigint NOT NULL,
  tweet_id bigint NOT NULL,
  id       bigint NOT NULL,
  PRIMARY KEY (user_id, tweet_id)
);
CREATE UNIQUE INDEX bookmark_newest ON bookmark (user_id, id DESC);
CREATE INDEX bookmark_tweet ON bookmark (tweet_id);

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

-- What a POST with an Idempotency-Key made (IdempotencyKeys).
CREATE TABLE idempotency_key (
  owner_id      bigint NOT NULL,
  key           text   NOT NULL,
  request_hash  bytea  NOT NULL,
  created_id    bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (owner_id, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at_ms);
