// How is Twite? And which part of it is ill?
import { answered, answerQuantile, BOTH, brokenShare, HTTP_ONLY, gauge, inside, max, orZero, quantile, rate, sum, taken, top } from './promql.mjs';
import { column, dashboard, lines, prom, row, stat, table } from './panels.mjs';

const DOOR = ['service="gateway"'];
const ALL = ['service!=""'];
const BY_CLASS = 'label_replace(' + rate('twite_http_seconds_count', ...DOOR) + ', "class", "${1}xx", "status", "(.).*")';

export const overview = dashboard({
  uid: 'overview',
  title: 'Overview',
  description: 'The golden signals of all of Twite. Click a service for its own dashboard.',
  tags: ['twite-main'],
  rows: [
    row('Now',
      stat({
        title: 'Instances down', unit: 'none', thresholds: [1, 1], trend: false,
        description: 'Instances of services that Prometheus can\'t reach, or that say themselves that they take no work.',
        targets: prom(orZero('count(up{job="twite"} == 0 or twite_ready == 0)')),
      }),
      stat({
        title: 'Alerts firing', unit: 'none', thresholds: [1, 1], trend: false,
        description: 'Without the dead man\'s switch, which always fires.',
        targets: prom(orZero('count(ALERTS{alertstate="firing", severity!="none"})')),
      }),
      stat({
        title: 'Requests', unit: 'reqps', description: 'Answered at the door a second.',
        targets: prom(sum(rate('twite_http_seconds_count', ...DOOR))),
      }),
      stat({
        title: 'Broken', unit: 'percentunit', decimals: 2, thresholds: [0.001, 0.01], none: 'no traffic',
        description: 'The share of requests at the door that were answered with 5xx.',
        targets: prom(brokenShare(HTTP_ONLY, DOOR)),
      }),
      stat({
        title: 'Answer time, p99', unit: 's', thresholds: [0.5, 1], none: 'no traffic',
        description: '99 of 100 requests at the door were answered in less.',
        targets: prom(answerQuantile(0.99, HTTP_ONLY, DOOR)),
      }),
      stat({
        title: 'Timelines fresh in, p99', unit: 's', thresholds: [2, 5], none: 'no tweets',
        description: 'From a tweet to the last timeline that it belongs into; 99 of 100 tweets took less.',
        targets: prom(quantile(0.99, 'twite_feed_freshness_seconds', [])),
      })),
    row('At the door',
      lines({
        title: 'Requests by class of answer', unit: 'reqps', stacked: true,
        description: 'svc-gateway. 4xx is the client\'s fault, 429 among it; 5xx is ours.',
        targets: prom(sum(BY_CLASS, 'class'), '{{class}}'),
      }),
      lines({
        title: 'Answer time', unit: 's', thresholds: [0.5, 1], description: 'Half, 95 and 99 of 100 requests were answered in less.',
        targets: [0.5, 0.95, 0.99].map((q) => prom(quantile(q, 'twite_http_seconds', DOOR), 'p' + q * 100)),
      }),
      lines({
        title: 'Broken requests by route', unit: 'reqps', none: 'none', description: 'Answers of 5xx; the ten worst routes.',
        targets: prom(top(10, sum(rate('twite_http_seconds_count', ...DOOR, 'status=~"5.."'), 'route')), '{{route}}'),
      })),
    row('Every service', everyService()),
    row('Behind the door',
      lines({
        title: 'Broken share', unit: 'percentunit', thresholds: [0.01], none: 'none', description: 'Of requests and calls, by service; only those with any.',
        targets: prom(brokenShare(BOTH, ALL, 'service') + ' > 0', '{{service}}'),
      }),
      lines({
        title: 'Answer time, p99', unit: 's', description: 'Of requests and calls, by service.',
        targets: prom(answerQuantile(0.99, BOTH, ALL, 'service'), '{{service}}'),
      }),
      lines({
        title: 'Places taken', unit: 'percentunit', thresholds: [0.8], description: 'The share of the requests or calls that may be in work at once, in each service\'s fullest instance: past it they are refused.',
        targets: prom(taken(BOTH, ALL, 'service'), '{{service}}'),
      }),
      lines({
        title: 'Waiting for connections', unit: 'short', w: 12, thresholds: [1], description: 'Requests that wait for PostgreSQL or Redis, on average: saturation shows here before anything breaks.',
        targets: [
          prom(inside('twite_db_wait_seconds', ALL, 'service'), '{{service}}, PostgreSQL'),
          prom(inside('twite_redis_wait_seconds', ALL, 'service'), '{{service}}, Redis'),
        ],
      }),
      lines({
        title: 'Redis\'s commands, p99', unit: 's', w: 12, thresholds: [0.1], description: '99 of 100 took less, once they had a connection; by service.',
        targets: prom(quantile(0.99, 'twite_redis_seconds', ALL, 'service'), '{{service}}'),
      })),
    row('Events',
      lines({
        title: 'Lag', unit: 'short', description: 'Records not yet handled, by consumer group. The dashboard Kafka has the rest.',
        targets: prom(sum(gauge('twite_consumer_lag'), 'group'), '{{group}}'),
        links: [{ title: 'Kafka', url: '/d/twite-kafka?${__url_time_range}' }],
      }),
      lines({
        title: 'Age of the oldest unpublished event', unit: 's', thresholds: [5, 30], description: 'Of the outboxes, by service.',
        targets: prom(max(gauge('twite_outbox_age_seconds'), 'service'), '{{service}}'),
      }),
      lines({
        title: 'Timelines fresh in', unit: 's', thresholds: [2, 5], description: 'From a tweet to the last timeline that it belongs into. The dashboard Feed has the rest.',
        targets: [0.5, 0.99].map((q) => prom(quantile(q, 'twite_feed_freshness_seconds', []), 'p' + q * 100)),
        links: [{ title: 'Feed', url: '/d/twite-feed?${__url_time_range}' }],
      })),
    row('Alerts',
      table({
        title: 'Firing and pending', unit: 'none', w: 24, h: 7, none: 'none', sortBy: 'Severity',
        description: 'Alerts as Prometheus sees them. Silences are in Alertmanager; what to do is in docs/runbooks.md.',
        targets: prom('sum by (alertname, severity, service, alertstate) (ALERTS{severity!="none"})'),
        transformations: [{
          id: 'organize',
          options: {
            excludeByName: { Time: true, Value: true },
            indexByName: { alertstate: 0, severity: 1, alertname: 2, service: 3 },
            renameByName: { alertstate: 'State', severity: 'Severity', alertname: 'Alert', service: 'Service' },
          },
        }],
      })),
  ],
});

function everyService() {
  const columns = [
    ['Instances', sum(gauge('up', 'job="twite"'), 'service'), { unit: 'none' }],
    ['Answers', answered(BOTH, ALL, 'service'), { unit: 'reqps' }],
    ['Broken', brokenShare(BOTH, ALL, 'service'), { unit: 'percentunit', decimals: 2, 'custom.cellOptions': { type: 'color-background' }, thresholds: [0.001, 0.01] }],
    ['p99', answerQuantile(0.99, BOTH, ALL, 'service'), { unit: 's', 'custom.cellOptions': { type: 'color-background' }, thresholds: [0.5, 2] }],
    ['Lag', sum(gauge('twite_consumer_lag'), 'service'), { unit: 'short', 'custom.cellOptions': { type: 'color-background' }, thresholds: [1000, 10_000] }],
    ['Outbox', max(gauge('twite_outbox_age_seconds'), 'service'), { unit: 's', 'custom.cellOptions': { type: 'color-background' }, thresholds: [5, 30] }],
    ['Processors', sum(rate('process_cpu_seconds_total', ...ALL), 'service'), { unit: 'none', decimals: 2 }],
    ['Heap', sum(gauge('jvm_memory_bytes_used', ...ALL, 'area="heap"'), 'service'), { unit: 'bytes' }],
  ];
  const names = columns.map(([name], i) => ['Value #' + String.fromCharCode(65 + i), name]);
  return table({
    title: 'Services', unit: 'none', w: 24, h: 16, none: '–',
    description: 'A row a service; click its name. Broken and p99 are of its REST requests and gRPC calls together.',
    targets: columns.map(([, expr]) => prom(expr)),
    transformations: [
      { id: 'merge', options: {} },
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: Object.fromEntries([['service', 0], ...names.map(([value], i) => [value, i + 1])]),
          renameByName: Object.fromEntries([['service', 'Service'], ...names]),
        },
      },
    ],
    overrides: [
      column('Service', { links: [{ title: 'Dashboard of svc-${__value.raw}', url: '/d/twite-svc-${__value.raw}?${__url_time_range}' }] }),
      ...columns.map(([name, , looks]) => column(name, looks)),
    ],
  });
}
