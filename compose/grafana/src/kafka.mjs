// Do events get from those who tell to those who must know?
import { gauge, max, orZero, quantile, rate, sum, top } from './promql.mjs';
import { bars, choice, dashboard, lines, prom, row, stat } from './panels.mjs';

const CHOSEN = ['service=~"$service"'];

export const kafka = dashboard({
  uid: 'kafka',
  title: 'Kafka',
  description: 'Outboxes, consumers, dead letters: as the services see them.',
  tags: ['twite-main'],
  variables: [choice('service', 'Service', 'up{job="twite"}')],
  rows: [
    row('Now',
      stat({
        title: 'Lag', unit: 'short', thresholds: [1000, 10_000], description: 'Records not yet handled, of all consumers.',
        targets: prom(sum(gauge('twite_consumer_lag', ...CHOSEN))),
      }),
      stat({
        title: 'Oldest unpublished event', unit: 's', thresholds: [5, 30], description: 'The longest anybody\'s outbox has kept an event.',
        targets: prom(max(gauge('twite_outbox_age_seconds', ...CHOSEN))),
      }),
      stat({
        title: 'Outboxes without a publisher', unit: 'none', thresholds: [1, 1], trend: false,
        description: 'Services of which no instance publishes at this moment. One of each should.',
        targets: prom(orZero(`count(${max(gauge('twite_outbox_leader', ...CHOSEN), 'service')} < 1)`)),
      }),
      stat({
        title: 'Dead letters waiting', unit: 'none', thresholds: [1, 1], trend: false, description: 'In all dead-letter topics: see the panel, or `twitectl dlt`.',
        targets: prom(sum(max(gauge('twite_dlt_records'), 'topic'))),
      }),
      stat({
        title: 'Given up in the last hour', unit: 'none', thresholds: [1, 1], trend: false, description: 'Records that failed again and again.',
        targets: prom(orZero(`sum(increase(${gauge('twite_consumer_dead_letters_total', ...CHOSEN)}[1h]))`)),
      }),
      stat({
        title: 'Handled', unit: 'ops', description: 'Records a second, of all consumers.',
        targets: prom(sum(rate('twite_consumer_seconds_count', ...CHOSEN))),
      })),
    row('Consumers',
      lines({
        title: 'Lag by group', unit: 'short', description: 'Records not yet handled.', w: 12,
        targets: prom(sum(gauge('twite_consumer_lag', ...CHOSEN), 'group'), '{{group}}'),
      }),
      lines({
        title: 'Lag by partition', unit: 'short', w: 12, description: 'The ten longest. One that grows alone is a record that fails or a key that many share.',
        targets: prom(top(10, sum(gauge('twite_consumer_lag', ...CHOSEN), 'group', 'topic', 'partition')), '{{group}} {{topic}}/{{partition}}'),
      }),
      lines({
        title: 'Handled by group', unit: 'ops', w: 12, description: 'Records a second.',
        targets: prom(sum(rate('twite_consumer_seconds_count', ...CHOSEN), 'group'), '{{group}}'),
      }),
      lines({
        title: 'Handling time, p99', unit: 's', w: 12, description: 'The ten slowest groups and types of event.',
        targets: prom(top(10, quantile(0.99, 'twite_consumer_seconds', CHOSEN, 'group', 'type')), '{{group}} {{type}}'),
      }),
      lines({
        title: 'Held up', unit: 's', w: 12, thresholds: [30, 120], description: 'How long a group\'s oldest record has been in work: what follows it in its partition waits.',
        targets: prom(max(gauge('twite_consumer_stalled_seconds', ...CHOSEN), 'group'), '{{group}}'),
      }),
      lines({
        title: 'Pauses by group', unit: 'ops', w: 12, none: 'none', description: 'A consumer pauses while a part that it needs is away; nothing is lost.',
        targets: prom(sum(rate('twite_consumer_waits_total', ...CHOSEN), 'group', 'topic'), '{{group}} {{topic}}'),
      })),
    row('Outboxes',
      lines({
        title: 'Age of the oldest event', unit: 's', thresholds: [5, 30], description: 'By service.',
        targets: prom(max(gauge('twite_outbox_age_seconds', ...CHOSEN), 'service'), '{{service}}'),
      }),
      lines({
        title: 'Waiting', unit: 'short', description: 'Events that wait while Kafka takes none; counted to 10,000.',
        targets: prom(max(gauge('twite_outbox_waiting', ...CHOSEN), 'service'), '{{service}}'),
      }),
      lines({
        title: 'Published', unit: 'ops', description: 'Events a second, by service.',
        targets: prom(sum(rate('twite_outbox_published_total', ...CHOSEN), 'service'), '{{service}}'),
      })),
    row('What failed, and what may be lost',
      bars({
        title: 'Dead letters waiting by topic', unit: 'none', thresholds: [1, 1], description: 'Until somebody sends them again or throws them away.',
        targets: prom(max(gauge('twite_dlt_records'), 'topic'), '{{topic}}'),
      }),
      lines({
        title: 'Given up by group', unit: 'ops', none: 'none', description: 'Records that went into a dead-letter topic.',
        targets: prom(sum(rate('twite_consumer_dead_letters_total', ...CHOSEN), 'group', 'topic'), '{{group}} {{topic}}'),
      }),
      lines({
        title: 'Views and log lines', unit: 'ops', description: 'These may be lost: full and failed are.',
        targets: [
          prom(sum(rate('twite_lossy_events_total', ...CHOSEN), 'outcome'), 'views: {{outcome}}'),
          prom(sum(rate('twite_log_lines_total', ...CHOSEN), 'outcome'), 'log lines: {{outcome}}'),
        ],
      })),
  ],
});
