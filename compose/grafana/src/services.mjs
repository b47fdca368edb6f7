// The sixteen services: of what each is made, which says which of the common panels it gets, and what it alone has.
import { gauge, max, quantile, rate, sum, top } from './promql.mjs';
import { lines, prom } from './panels.mjs';

const svc = (name, does, parts, own = () => []) => ({ name, does, parts: new Set(parts), own });

/**
 * name: the label `service`. does: one line for people. parts: http, grpc, asks (other services), events (consumes them
 * one by one), batches (or many at a time), outbox (publishes), postgres, redis, clickhouse, limits (asks svc-ratelimit), live (tells open sockets), unchecked (readiness
 * depends on nothing). own: panels of its own, given
 * the matchers that mean this service.
 */
export const SERVICES = [
  svc('gateway', 'The REST interface: every request of a client comes in here.', ['http', 'asks', 'redis', 'limits'], (is) => [
    lines({
      title: 'Pages served with something missing',
      description: 'Answers that went out without likes or pictures because svc-like or svc-media did not answer in time.',
      unit: 'ops',
      targets: [
        prom(sum(rate('twite_view_likes_missing_total', ...is)), 'without likes'),
        prom(sum(rate('twite_view_pictures_missing_total', ...is)), 'without pictures'),
      ],
    }),
    lines({
      title: 'Views told to analytics',
      description: 'Impressions sent to Kafka, and those dropped because it was full or away. They may be lost.',
      unit: 'ops',
      targets: prom(sum(rate('twite_lossy_events_total', ...is), 'outcome'), '{{outcome}}'),
    }),
    lines({
      title: 'Sockets passed through',
      description: 'WebSockets that this door holds open between clients and svc-websocket.',
      unit: 'short',
      targets: prom(sum(gauge('twite_sockets', ...is), 'instance'), '{{instance}}'),
    }),
  ]),
  svc('auth', 'Accounts, passwords, sessions and tokens.', ['grpc', 'events', 'outbox', 'postgres', 'redis', 'limits'], (is) => [
    lines({
      title: 'Refreshes by outcome',
      description: 'Sessions that were prolonged. "reused" is an old token seen again: a thief or a client that lost an answer.',
      unit: 'ops',
      targets: prom(sum(rate('twite_auth_refreshes_total', ...is), 'outcome'), '{{outcome}}'),
    }),
    lines({
      title: 'Waiting to hash a password',
      description: 'Hashing is bounded by the processors; a flood of logins waits here, not in the database. 99 of 100 waited less.',
      unit: 's',
      targets: prom(quantile(0.99, 'twite_auth_hash_wait_seconds', is), 'p99'),
    }),
    lines({
      title: 'Hashes in work',
      description: 'Passwords being hashed at this moment.',
      unit: 'short',
      targets: prom(sum(gauge('twite_auth_hashes', ...is), 'instance'), '{{instance}}'),
    }),
  ]),
  svc('profile', 'Names, avatars, counts and settings of accounts.', ['http', 'grpc', 'asks', 'events', 'outbox', 'postgres']),
  svc('tweet', 'Tweets: written, edited, deleted, read.', ['grpc', 'asks', 'events', 'outbox', 'postgres', 'redis', 'live'], (is) => [
    lines({
      title: 'Tweets found in Redis',
      description: 'The share of tweets looked up that Redis had. The rest is read from PostgreSQL.',
      unit: 'percentunit',
      targets: prom(
        `${sum(rate('twite_hot_tweets_total', ...is, 'result="hit"'))} / (${sum(rate('twite_hot_tweets_total', ...is))} > 0)`, 'hits'),
    }),
  ]),
  svc('feed', 'Home timelines: pushed when somebody tweets, rebuilt when missing.', ['unchecked', 'grpc', 'asks', 'events', 'redis', 'live'], (is) => [
    lines({
      title: 'Fan-out delay',
      description: 'From a tweet to a slice of its followers\' timelines. The dashboard Feed has the rest.',
      unit: 's',
      thresholds: [2, 5],
      targets: [0.5, 0.99].map((q) => prom(quantile(q, 'twite_feed_fanout_seconds', is), 'p' + q * 100)),
      links: [{ title: 'Feed', url: '/d/twite-feed?${__url_time_range}' }],
    }),
    lines({
      title: 'Deliveries',
      description: 'Entries put into timelines.',
      unit: 'ops',
      targets: prom(sum(rate('twite_feed_deliveries_total', ...is)), 'entries'),
    }),
    lines({
      title: 'Rebuilds by outcome',
      description: 'Timelines built on read. "spoiled" is begun anew, "away" is without Redis.',
      unit: 'ops',
      targets: prom(sum(rate('twite_feed_rebuilds_total', ...is), 'outcome'), '{{outcome}}'),
    }),
  ]),
  svc('follow', 'Who follows, blocks and mutes whom.', ['grpc', 'asks', 'events', 'outbox', 'postgres', 'redis']),
  svc('like', 'Likes and their exact counts.', ['grpc', 'asks', 'events', 'outbox', 'postgres', 'redis', 'live'], (is) => [
    lines({
      title: 'Likes waiting for a batch',
      description: 'Likes and unlikes are committed together; a viral tweet shows here first.',
      unit: 'short',
      targets: prom(sum(gauge('twite_like_waiting', ...is), 'instance'), '{{instance}}'),
    }),
    lines({
      title: 'Time to commit a batch',
      description: 'Half and 99 of 100 batches took less.',
      unit: 's',
      targets: [0.5, 0.99].map((q) => prom(quantile(q, 'twite_like_batch_seconds', is), 'p' + q * 100)),
    }),
    lines({
      title: 'Changes',
      description: 'Likes and unlikes committed; those tried alone after their batch failed; counts that Redis did not take.',
      unit: 'ops',
      targets: [
        prom(sum(rate('twite_like_changes_total', ...is)), 'committed'),
        prom(sum(rate('twite_like_singles_total', ...is)), 'tried alone'),
        prom(sum(rate('twite_like_counts_missed_total', ...is)), 'counts missed'),
      ],
    }),
  ]),
  svc('notification', 'What happened to somebody: kept, grouped, pushed.', ['grpc', 'asks', 'events', 'outbox', 'postgres', 'redis', 'live'], (is) => [
    lines({
      title: 'Notifications by type',
      description: 'Notifications told.',
      unit: 'ops',
      targets: prom(sum(rate('twite_notifications_created_total', ...is), 'type'), '{{type}}'),
    }),
    lines({
      title: 'Push delay',
      description: 'From what happened to its push into Redis.',
      unit: 's',
      thresholds: [1, 5],
      targets: [0.5, 0.99].map((q) => prom(quantile(q, 'twite_notification_push_seconds', is), 'p' + q * 100)),
    }),
  ]),
  svc('search', 'Full-text search, suggestions and trends, in an index of its own.', ['grpc', 'asks', 'batches', 'limits'], (is) => [
    lines({
      title: 'Time of a query by kind',
      description: '99 of 100 queries took less.',
      unit: 's',
      thresholds: [0.2, 1],
      targets: prom(quantile(0.99, 'twite_search_query_seconds', is, 'kind'), '{{kind}}'),
    }),
    lines({
      title: 'Time to commit the index',
      description: 'Half and 99 of 100 commits took less. What is committed is found.',
      unit: 's',
      targets: [0.5, 0.99].map((q) => prom(quantile(q, 'twite_search_commit_seconds', is), 'p' + q * 100)),
    }),
    lines({
      title: 'Counts to be fetched',
      description: 'Tweets and users whose counts in the index are old. It should fall after a burst.',
      unit: 'short',
      targets: prom(sum(gauge('twite_search_dirty', ...is), 'of'), '{{of}}'),
    }),
  ]),
  svc('analytics', 'What happened, counted over time in ClickHouse.', ['grpc', 'batches', 'clickhouse']),
  svc('media', 'Pictures: made safe, kept, served.', ['http', 'grpc', 'events', 'postgres', 'limits'], (is) => [
    lines({
      title: 'Pictures being decoded',
      description: 'Decoding takes memory and is bounded; what comes on top is refused.',
      unit: 'short',
      targets: prom(sum(gauge('twite_media_decoding', ...is), 'instance'), '{{instance}}'),
    }),
  ]),
  svc('admin', 'Moderation and operation: the panel, the audit log, dead letters.', ['http', 'grpc', 'asks', 'events', 'outbox', 'postgres', 'limits'], (is) => [
    lines({
      title: 'Dead letters waiting',
      description: 'Events that were given up and wait in their topic until somebody sends them again or throws them away.',
      unit: 'short',
      thresholds: [1],
      targets: prom(max(gauge('twite_dlt_records', ...is), 'topic'), '{{topic}}'),
    }),
  ]),
  svc('websocket', 'Open sockets of clients.', ['unchecked', 'grpc', 'asks', 'redis', 'limits'], (is) => [
    lines({
      title: 'Clients connected',
      description: 'Open connections. The dashboard WebSocket has the rest.',
      unit: 'short',
      targets: prom(sum(gauge('twite_websocket_connections', ...is), 'instance'), '{{instance}}'),
      links: [{ title: 'WebSocket', url: '/d/twite-websocket?${__url_time_range}' }],
    }),
    lines({
      title: 'Events handed to clients',
      description: 'And clients closed for reading slowly, which they notice and mend.',
      unit: 'ops',
      targets: [
        prom(sum(rate('twite_websocket_events_total', ...is)), 'events'),
        prom(sum(rate('twite_websocket_evictions_total', ...is)), 'evictions'),
      ],
    }),
  ]),
  svc('email', 'Mail and text messages.', ['grpc', 'asks', 'events', 'postgres'], (is) => [
    lines({
      title: 'Attempts by outcome',
      description: 'SENT went out, AGAIN is tried later, DEAD is given up.',
      unit: 'ops',
      targets: prom(sum(rate('twite_email_attempts_total', ...is), 'outcome'), '{{outcome}}'),
    }),
    lines({
      title: 'Oldest waiting message',
      description: 'Its age. It grows while the carrier takes nothing.',
      unit: 's',
      thresholds: [300, 1800],
      targets: prom(max(gauge('twite_email_oldest_seconds', ...is)), 'oldest'),
    }),
    lines({
      title: 'Messages waiting, and time to hand one over',
      description: 'Not yet sent, and how long the carrier took for 99 of 100.',
      unit: 'short',
      overrides: [{ matcher: { id: 'byRegexp', options: '/^p99/' }, properties: [{ id: 'unit', value: 's' }, { id: 'custom.axisPlacement', value: 'right' }] }],
      targets: [
        prom(max(gauge('twite_email_waiting', ...is)), 'waiting'),
        prom(quantile(0.99, 'twite_email_send_seconds', is, 'carrier'), 'p99 of {{carrier}}'),
      ],
    }),
  ]),
  svc('logger', 'The log of all services.', ['grpc', 'batches'], (is) => [
    lines({
      title: 'Lines for Loki',
      description: 'Lines that Loki took, and those it refused for good.',
      unit: 'ops',
      targets: prom(sum(rate('twite_logger_lines_total', ...is), 'outcome'), '{{outcome}}'),
    }),
    lines({
      title: 'Answers of Loki',
      description: 'By call and status; "none" is no answer.',
      unit: 'ops',
      targets: prom(sum(rate('twite_logger_loki_answers_total', ...is), 'call', 'status'), '{{call}} {{status}}'),
    }),
    lines({
      title: 'Tails that run',
      description: 'Somebody watches the log live.',
      unit: 'short',
      targets: prom(sum(gauge('twite_logger_tails', ...is)), 'tails'),
    }),
  ]),
  svc('ratelimit', 'The limits that the others ask.', ['unchecked', 'grpc', 'redis'], (is) => [
    lines({
      title: 'Refused by rule',
      description: 'Requests over a limit. The ten rules that refuse most.',
      unit: 'ops',
      targets: prom(top(10, sum(rate('twite_ratelimit_refused_total', ...is), 'rule')), '{{rule}}'),
    }),
    lines({
      title: 'Faults of the rules\' file',
      description: 'The file is not used while it has any: the last good one is.',
      unit: 'short',
      thresholds: [1],
      targets: prom(max(gauge('twite_ratelimit_rule_faults', ...is)), 'faults'),
    }),
  ]),
];
