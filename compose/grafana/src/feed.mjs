// How soon is a tweet in the timelines, and what does that cost?
import { gauge, quantile, rate, sum } from './promql.mjs';
import { dashboard, lines, prom, row, stat } from './panels.mjs';

const FEED = ['service="feed"'];
const percentiles = (name, matchers, ...qs) => qs.map((q) => prom(quantile(q, name, matchers), 'p' + q * 100));

export const feed = dashboard({
  uid: 'feed',
  title: 'Feed',
  description: 'From a tweet to its followers\' timelines, and from a timeline to its reader.',
  tags: ['twite-main'],
  rows: [
    row('Now',
      stat({
        title: 'Timelines fresh in, p99', unit: 's', thresholds: [2, 5], none: 'no tweets',
        description: 'From a tweet to the last timeline that it belongs into; 99 of 100 tweets took less.',
        targets: prom(quantile(0.99, 'twite_feed_freshness_seconds', FEED)),
      }),
      stat({
        title: 'Deliveries', unit: 'ops', description: 'Entries put into timelines a second.',
        targets: prom(sum(rate('twite_feed_deliveries_total', ...FEED))),
      }),
      stat({
        title: 'Deliveries a tweet', unit: 'none', decimals: 1, none: 'no tweets',
        description: 'Into how many timelines a tweet goes, on average. Big authors are merged at read instead.',
        targets: prom(`${sum(rate('twite_feed_deliveries_total', ...FEED))} / (${sum(rate('twite_feed_freshness_seconds_count', ...FEED))} > 0)`),
      }),
      stat({
        title: 'Home timeline, p99', unit: 's', thresholds: [0.1, 0.5], none: 'nobody reads',
        description: '99 of 100 reads at svc-feed took less.',
        targets: prom(quantile(0.99, 'twite_grpc_server_seconds', [...FEED, 'method="GetHome"'])),
      }),
      stat({
        title: 'Rebuilds', unit: 'ops', description: 'Timelines built anew on read a second. Many at once: Redis lost something.',
        targets: prom(sum(rate('twite_feed_rebuilds_total', ...FEED))),
      }),
      stat({
        title: 'Watching now', unit: 'none', description: 'Users with an open socket on their home timeline.',
        targets: prom(sum(gauge('twite_feed_online', ...FEED))),
      })),
    row('Fan-out',
      lines({
        title: 'Freshness', unit: 's', thresholds: [2, 5], description: 'From a tweet to the last timeline that it belongs into.',
        targets: percentiles('twite_feed_freshness_seconds', FEED, 0.5, 0.95, 0.99),
      }),
      lines({
        title: 'Fan-out delay', unit: 's', thresholds: [2, 5], description: 'From a tweet to each slice of its followers: the first slices of a big author come long before the last.',
        targets: percentiles('twite_feed_fanout_seconds', FEED, 0.5, 0.95, 0.99),
      }),
      lines({
        title: 'Deliveries', unit: 'ops', description: 'Entries put into timelines, and slices they came in.',
        targets: [
          prom(sum(rate('twite_feed_deliveries_total', ...FEED)), 'entries'),
          prom(sum(rate('twite_feed_fanout_seconds_count', ...FEED)), 'slices'),
        ],
      }),
      lines({
        title: 'Lag', unit: 'short', description: 'Of svc-feed\'s consumers: feed-tweets reads tweets, feed-fanout the slices.',
        targets: prom(sum(gauge('twite_consumer_lag', ...FEED), 'group'), '{{group}}'),
      }),
      lines({
        title: 'Handling time, p99', unit: 's', description: 'By consumer and type of event.',
        targets: prom(quantile(0.99, 'twite_consumer_seconds', FEED, 'group', 'type'), '{{group}} {{type}}'),
      })),
    row('Reading',
      lines({
        title: 'Home timeline', unit: 's', thresholds: [0.1, 0.5], description: 'Time of a read at svc-feed.',
        targets: percentiles('twite_grpc_server_seconds', [...FEED, 'method="GetHome"'], 0.5, 0.99),
      }),
      lines({
        title: 'Rebuilds by outcome', unit: 'ops', none: 'none', description: 'Timelines built on read. "spoiled" is begun anew, "away" is without Redis.',
        targets: prom(sum(rate('twite_feed_rebuilds_total', ...FEED), 'outcome'), '{{outcome}}'),
      }),
      lines({
        title: 'Pages from the databases', unit: 'ops', none: 'none', description: 'Read at svc-follow and svc-tweet: for a rebuild, past the end of a list ("older"), or instead of a list ("direct").',
        targets: prom(sum(rate('twite_feed_db_pages_total', ...FEED), 'why'), '{{why}}'),
      }),
      lines({
        title: 'Reads waiting for the databases', unit: 'short', description: 'At this moment; at most 32 ask at once, others wait 1.5 s at most.',
        targets: prom(sum(gauge('twite_feed_db_waiting', ...FEED), 'instance'), '{{instance}}'),
      }),
      lines({
        title: 'Redis away', unit: 'ops', description: 'Commands that failed or were not tried: reads then come from the databases.',
        targets: prom(sum(rate('twite_redis_failures_total', ...FEED), 'instance'), '{{instance}}'),
      })),
  ],
});
