// A service's dashboard: the same for all sixteen, from what SERVICES says of one.
import { answered, answerQuantile, brokenShare, asksBroken, gauge, grpcBroken, httpBroken, inside, max, orZero, quantile, rate, sum, taken, top } from './promql.mjs';
import { choice, dashboard, lines, logs, loki, prom, row, stat } from './panels.mjs';

export const titleOf = ({ name }) => 'svc-' + name;

export const service = (one) => {
  const is = [`service="${one.name}"`, 'instance=~"$instance"'];
  const has = (part) => one.parts.has(part);
  return dashboard({
    uid: 'svc-' + one.name,
    title: titleOf(one),
    description: one.does,
    tags: ['twite-service'],
    alertsOf: `service=~"${one.name}|"`,
    variables: [choice('instance', 'Instance', `up{service="${one.name}"}`)],
    rows: [
      row('Is it well?', atAGlance(one, is)),
      row('What only it does', one.own(is)),
      row('Requests', has('http') ? requests(is) : []),
      row('Calls', has('grpc') ? calls(is) : []),
      row('Events', has('events') || has('batches') ? consumed(one, is) : [], has('outbox') ? published(is) : [], has('live') ? live(is) : []),
      row('What it needs', has('unchecked') ? [] : checks(is), has('asks') ? asks(is) : [], has('postgres') ? postgres(is) : [], has('redis') ? redis(is) : [],
        has('clickhouse') ? clickhouse(is) : [], has('limits') ? limits(is) : []),
      row('Its process', process(is)),
      row('Its log', itsLog(one)),
    ],
  });
};

const atAGlance = (one, is) => [
  stat({
    title: 'Instances down', unit: 'none', thresholds: [1, 1], trend: false,
    description: 'Instances that Prometheus can\'t reach, or that say themselves that they take no work. Not narrowed by the choice above.',
    targets: prom(orZero(`count(up{service="${one.name}"} == 0 or twite_ready{service="${one.name}"} == 0)`)),
  }),
  stat({
    title: 'Version', unit: 'none', trend: false, textMode: 'name',
    description: 'The version that runs; several while one is rolled out.',
    targets: prom(`count by (version) (${gauge('twite_build_info', ...is)})`, '{{version}}'),
  }),
  stat({
    title: 'Answers', unit: 'reqps', description: 'Requests and calls answered a second.',
    targets: prom(answered(one.parts, is)),
  }),
  stat({
    title: 'Broken', unit: 'percentunit', decimals: 2, thresholds: [0.001, 0.01], none: 'no traffic',
    description: 'The share that failed through our fault: 5xx, and gRPC\'s INTERNAL, UNAVAILABLE and their like.',
    targets: prom(brokenShare(one.parts, is)),
  }),
  stat({
    title: 'Answer time, p99', unit: 's', thresholds: [0.5, 2], none: 'no traffic',
    description: '99 of 100 requests and calls were answered in less.',
    targets: prom(answerQuantile(0.99, one.parts, is)),
  }),
  stat({
    title: 'Places taken', unit: 'percentunit', thresholds: [0.5, 0.8],
    description: 'The share of the requests or calls that may be in work at once, in the fullest instance. Past it they are refused.',
    targets: prom(taken(one.parts, is)),
  }),
];

const requests = (is) => [
  lines({
    title: 'Requests by route', unit: 'reqps', description: 'The ten busiest routes.',
    targets: prom(top(10, sum(rate('twite_http_seconds_count', ...is), 'route')), '{{route}}'),
  }),
  lines({
    title: 'Broken requests', unit: 'reqps', description: 'Answers of 5xx, by route and status.',
    targets: prom(httpBroken(is, 'route', 'status'), '{{route}} {{status}}'), none: 'none',
  }),
  lines({
    title: 'Request time, p99 by route', unit: 's', description: 'The ten slowest routes.',
    targets: prom(top(10, quantile(0.99, 'twite_http_seconds', is, 'route')), '{{route}}'),
  }),
];

const calls = (is) => [
  lines({
    title: 'Calls by method', unit: 'reqps', description: 'The ten busiest gRPC methods.',
    targets: prom(top(10, sum(rate('twite_grpc_server_seconds_count', ...is), 'method')), '{{method}}'),
  }),
  lines({
    title: 'Broken calls', unit: 'reqps', description: 'Calls that failed through our fault, by method and code.',
    targets: prom(grpcBroken(is, 'method', 'code'), '{{method}} {{code}}'), none: 'none',
  }),
  lines({
    title: 'Call time, p99 by method', unit: 's', description: 'The ten slowest methods.',
    targets: prom(top(10, quantile(0.99, 'twite_grpc_server_seconds', is, 'method')), '{{method}}'),
  }),
];

const consumed = (one, is) => [
  lines({
    title: 'Lag', unit: 'short', description: 'Records not yet handled, by consumer group and topic.',
    targets: prom(sum(gauge('twite_consumer_lag', ...is), 'group', 'topic'), '{{group}} {{topic}}'),
  }),
  // Batches are not timed.
  one.parts.has('events') && lines({
    title: 'Handling time, p99 by event', unit: 's', description: 'The ten slowest types of event.',
    targets: prom(top(10, quantile(0.99, 'twite_consumer_seconds', is, 'group', 'type')), '{{group}} {{type}}'),
  }),
  lines({
    title: 'Pauses and records given up', unit: 'ops',
    description: 'A consumer pauses while a part that it needs is away, and gives up what fails again and again: into the dead-letter topic.',
    targets: [
      prom(sum(rate('twite_consumer_waits_total', ...is), 'group'), 'pauses of {{group}}'),
      prom(sum(rate('twite_consumer_dead_letters_total', ...is), 'group'), 'given up by {{group}}'),
    ],
    none: 'none',
  }),
];

const published = (is) => [
  lines({
    title: 'Age of the oldest unpublished event', unit: 's', thresholds: [5, 30],
    description: 'Of the outbox. It grows while Kafka takes nothing.',
    targets: prom(max(gauge('twite_outbox_age_seconds', ...is)), 'oldest'),
  }),
  lines({
    title: 'Events published', unit: 'ops', description: 'From the outbox into Kafka; and how many wait while Kafka takes none.',
    overrides: [{ matcher: { id: 'byName', options: 'waiting' }, properties: [{ id: 'unit', value: 'short' }, { id: 'custom.axisPlacement', value: 'right' }] }],
    targets: [
      prom(sum(rate('twite_outbox_published_total', ...is)), 'published'),
      prom(max(gauge('twite_outbox_waiting', ...is)), 'waiting'),
    ],
  }),
];

const live = (is) => [
  lines({
    title: 'Told to sockets', unit: 'ops',
    description: 'Live events given to Redis, and those it did not take: clients read these again from the lists.',
    targets: [
      prom(sum(rate('twite_live_published_total', ...is)), 'published'),
      prom(sum(rate('twite_live_dropped_total', ...is)), 'dropped'),
    ],
  }),
];

const checks = (is) => [
  lines({
    title: 'Checks of readiness', unit: 'none', description: '1 while a check passes; a service that fails one takes no work.',
    targets: prom(`min by (check) (${gauge('twite_check_up', ...is)})`, '{{check}}'),
  }),
];

const asks = (is) => [
  lines({
    title: 'Answer time of whom it asks, p99', unit: 's', thresholds: [1], description: 'gRPC calls to other services as this one sees them.',
    targets: prom(quantile(0.99, 'twite_grpc_client_seconds', is, 'target'), '{{target}}'),
  }),
  lines({
    title: 'Calls to others that fail', unit: 'reqps', none: 'none', description: 'Through their fault, or because they are away.',
    targets: prom(asksBroken(is, 'target', 'code'), '{{target}} {{code}}'),
  }),
];

const postgres = (is) => [
  lines({
    title: 'Waiting for PostgreSQL', unit: 'short', thresholds: [1, 5],
    description: 'Requests that waited for a connection, on average. The pool is small on purpose: waiting means that queries are slow or many.',
    targets: prom(inside('twite_db_wait_seconds', is, 'instance'), '{{instance}}'),
  }),
];

const redis = (is) => [
  lines({
    title: 'Time of Redis\'s commands', unit: 's', thresholds: [0.01, 0.1], description: 'Half and 99 of 100 took less, once they had a connection.',
    targets: [0.5, 0.99].map((q) => prom(quantile(q, 'twite_redis_seconds', is), 'p' + q * 100)),
  }),
  lines({
    title: 'Waiting for Redis, and Redis away', unit: 'short', thresholds: [1, 5],
    description: 'Commands that waited for a connection, on average; commands a second that failed, or were not tried because others just had.',
    targets: [
      prom(inside('twite_redis_wait_seconds', is), 'waiting'),
      prom(sum(rate('twite_redis_failures_total', ...is)), 'failed a second'),
    ],
  }),
];

const clickhouse = (is) => [
  lines({
    title: 'Time of ClickHouse\'s statements', unit: 's', description: '99 of 100 took less, by kind.',
    targets: prom(quantile(0.99, 'twite_clickhouse_seconds', is, 'kind'), '{{kind}}'),
  }),
  lines({
    title: 'ClickHouse away', unit: 'ops', description: 'Statements that failed or were not tried.',
    targets: prom(sum(rate('twite_clickhouse_failures_total', ...is), 'instance'), '{{instance}}'),
  }),
];

const limits = (is) => [
  lines({
    title: 'Refused by a limit', unit: 'ops', description: 'By rule.',
    targets: prom(sum(rate('twite_limit_decisions_total', ...is, 'outcome="refused"'), 'rule'), '{{rule}}'), none: 'none',
  }),
  lines({
    title: 'Who decides on limits', unit: 'ops',
    description: 'shared and leased are svc-ratelimit\'s word; local, open and closed are decided here because it is not asked.',
    targets: prom(sum(rate('twite_limit_decisions_total', ...is), 'source'), '{{source}}'),
  }),
];

const process = (is) => [
  lines({
    title: 'Processor', unit: 'none', description: 'Processors in use; 1 is one whole.',
    targets: prom(sum(rate('process_cpu_seconds_total', ...is), 'instance'), '{{instance}}'),
  }),
  lines({
    title: 'Heap', unit: 'bytes', description: 'In use, of the most there may be.',
    targets: [
      prom(sum(gauge('jvm_memory_bytes_used', ...is, 'area="heap"'), 'instance'), '{{instance}}'),
      prom(max(gauge('jvm_memory_bytes_max', ...is, 'area="heap"')), 'most'),
    ],
  }),
  lines({
    title: 'Time in garbage collection', unit: 'percentunit', thresholds: [0.05, 0.15], description: 'Share of the time.',
    targets: prom(inside('jvm_gc_collection_seconds', is, 'instance'), '{{instance}}'),
    links: [{ title: 'JVM', url: '/d/twite-jvm?${__url_time_range}' }],
  }),
];

const itsLog = ({ name }) => [
  logs({
    title: 'Warnings and errors', description: 'The newest lines; the dashboard Logs has all.',
    targets: loki(`{service="${name}", level=~"warn|error"}`),
    links: [{ title: 'Logs', url: `/d/twite-logs?var-service=${name}&\${__url_time_range}` }],
  }),
];
