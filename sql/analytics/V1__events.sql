-- ClickHouse. Two tables that only grow; nothing else is kept, everything that is counted is a projection of one of
-- them: it lies in the same part of the same table as its rows, so that an insert makes both or neither, and no view
-- can lose or double what the table has. No personal data: ids, hashtags of public tweets, times.
--
-- block: inserts are numbered, one after another, and the number is the insert's deduplication token: of two inserts
-- with one number ClickHouse keeps the first (svc-analytics/RATIONALE.md). Parts are of one run of blocks each, so that
-- an insert is one part and atomic.
-- writer: which attempt it was, so that who inserted can see whether it was them.
-- topic, partition, era, place: where the row stood in Kafka; place is the offset. A topic that was made anew begins
-- again at 0, in a new era.

-- One row an event.
CREATE TABLE IF NOT EXISTS event
(
  block            UInt64,
  writer           UInt64,
  topic            LowCardinality(String),
  partition        UInt32,
  era              UInt32,
  place            UInt64,
  event_id         UInt64,
  at               DateTime64(3, 'UTC'),
  -- sign_up, account_delete, profile, post, reply, retweet, edit, delete, follow, unfollow, block, unblock, mute,
  -- unmute, like, unlike, view. A quote is a post or a reply with quoted_id.
  kind             LowCardinality(String),
  -- Who did it; 0 = nobody signed in.
  actor_id         UInt64,
  -- The tweet that the actor wrote, edited or deleted; else 0.
  tweet_id         UInt64,
  -- To whom, and to which tweet: replied to, retweeted, liked, followed …; else 0.
  subject_id       UInt64,
  target_id        UInt64,
  quoted_id        UInt64,
  quoted_author_id UInt64,
  -- Of public tweets only.
  hashtags         Array(LowCardinality(String)),

  PROJECTION position (SELECT topic, partition, era, max(place) GROUP BY topic, partition, era),
  PROJECTION block (SELECT block, writer, count() GROUP BY block, writer),
  PROJECTION wrote (SELECT tweet_id, actor_id, count() GROUP BY tweet_id, actor_id),
  PROJECTION done_by_hour
    (SELECT actor_id, kind, toStartOfHour(at), count() GROUP BY actor_id, kind, toStartOfHour(at)),
  PROJECTION done_by_day
    (SELECT actor_id, kind, toStartOfDay(at), count() GROUP BY actor_id, kind, toStartOfDay(at)),
  PROJECTION met_by_hour
    (SELECT subject_id, kind, toStartOfHour(at), count() GROUP BY subject_id, kind, toStartOfHour(at)),
  PROJECTION met_by_day
    (SELECT subject_id, kind, toStartOfDay(at), count() GROUP BY subject_id, kind, toStartOfDay(at)),
  PROJECTION tweet_by_hour
    (SELECT target_id, kind, toStartOfHour(at), count() GROUP BY target_id, kind, toStartOfHour(at)),
  PROJECTION tweet_by_day
    (SELECT target_id, kind, toStartOfDay(at), count() GROUP BY target_id, kind, toStartOfDay(at)),
  PROJECTION quoted_by_hour
    (SELECT quoted_id, toStartOfHour(at), count() GROUP BY quoted_id, toStartOfHour(at)),
  PROJECTION quoted_by_day
    (SELECT quoted_id, toStartOfDay(at), count() GROUP BY quoted_id, toStartOfDay(at))
)
ENGINE = MergeTree
PARTITION BY intDiv(block, 100000)
ORDER BY (kind, at, event_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- One row a tweet that a reader was shown; several of one event.
CREATE TABLE IF NOT EXISTS impression
(
  block     UInt64,
  writer    UInt64,
  topic     LowCardinality(String),
  partition UInt32,
  era       UInt32,
  place     UInt64,
  event_id  UInt64,
  at        DateTime64(3, 'UTC'),
  -- 0 = nobody signed in.
  viewer_id UInt64,
  tweet_id  UInt64,
  author_id UInt64,
  -- How many views it stands for.
  weight    UInt32,

  PROJECTION position (SELECT topic, partition, era, max(place) GROUP BY topic, partition, era),
  PROJECTION block (SELECT block, writer, count() GROUP BY block, writer),
  PROJECTION author_by_hour
    (SELECT author_id, toStartOfHour(at), sum(weight) GROUP BY author_id, toStartOfHour(at)),
  PROJECTION author_by_day
    (SELECT author_id, toStartOfDay(at), sum(weight) GROUP BY author_id, toStartOfDay(at)),
  PROJECTION tweet_by_hour
    (SELECT tweet_id, viewer_id, toStartOfHour(at), sum(weight) GROUP BY tweet_id, viewer_id, toStartOfHour(at)),
  PROJECTION tweet_by_day
    (SELECT tweet_id, viewer_id, toStartOfDay(at), sum(weight) GROUP BY tweet_id, viewer_id, toStartOfDay(at))
)
ENGINE = MergeTree
PARTITION BY intDiv(block, 100000)
ORDER BY (at, event_id)
SETTINGS non_replicated_deduplication_window = 10000;
