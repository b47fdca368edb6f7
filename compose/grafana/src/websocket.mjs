// Do open sockets get what happens, and soon?
import { gauge, quantile, rate, sum } from './promql.mjs';
import { choice, dashboard, lines, prom, row, stat } from './panels.mjs';

const SOCKETS = ['service="websocket"', 'instance=~"$instance"'];

export const websocket = dashboard({
  uid: 'websocket',
  title: 'WebSocket',
  description: 'Open sockets of clients, and what they are told.',
  tags: ['twite-main'],
  variables: [choice('instance', 'Instance', 'up{service="websocket"}')],
  rows: [
    row('Now',
      stat({
        title: 'Clients', unit: 'none', description: 'Connected at this moment.',
        targets: prom(sum(gauge('twite_websocket_connections', ...SOCKETS))),
      }),
      stat({
        title: 'Subscriptions', unit: 'none', description: 'Of all clients.',
        targets: prom(sum(gauge('twite_websocket_subscriptions', ...SOCKETS))),
      }),
      stat({
        title: 'Channels', unit: 'none', description: 'Listened to in Redis: each once, however many clients want it.',
        targets: prom(sum(gauge('twite_websocket_channels', ...SOCKETS))),
      }),
      stat({
        title: 'Events', unit: 'ops', description: 'Handed to clients a second.',
        targets: prom(sum(rate('twite_websocket_events_total', ...SOCKETS))),
      }),
      stat({
        title: 'Closed for slowness', unit: 'ops', decimals: 3, thresholds: [0.1, 1], description: 'Clients a second that did not read what was sent. They connect again and catch up.',
        targets: prom(sum(rate('twite_websocket_evictions_total', ...SOCKETS))),
      }),
      stat({
        title: 'Push delay, p99', unit: 's', thresholds: [1, 5], none: 'none told',
        description: 'Of notifications: from what happened to its push into Redis.',
        targets: prom(quantile(0.99, 'twite_notification_push_seconds', [])),
      })),
    row('Clients',
      lines({
        title: 'Clients by instance', unit: 'short', description: 'A cliff is a restart or a network that went away.',
        targets: prom(sum(gauge('twite_websocket_connections', ...SOCKETS), 'instance'), '{{instance}}'),
      }),
      lines({
        title: 'Sockets at the doors', unit: 'short', description: 'Of svc-gateway and svc-websocket: they should be equal.',
        targets: prom(sum(gauge('twite_sockets'), 'service'), '{{service}}'),
      }),
      lines({
        title: 'Subscriptions and channels', unit: 'short', description: 'What clients want, and what is listened to for it.',
        targets: [
          prom(sum(gauge('twite_websocket_subscriptions', ...SOCKETS)), 'subscriptions'),
          prom(sum(gauge('twite_websocket_channels', ...SOCKETS)), 'channels'),
        ],
      })),
    row('What they are told',
      lines({
        title: 'Events', unit: 'ops', description: 'Published into Redis by the services, and handed to clients from there.',
        targets: [
          prom(sum(rate('twite_live_published_total'), 'service'), 'published by {{service}}'),
          prom(sum(rate('twite_websocket_events_total', ...SOCKETS)), 'handed to clients'),
        ],
      }),
      lines({
        title: 'Messages waiting', unit: 'short', description: 'To be sent, over all clients: it grows where clients read slowly.',
        targets: prom(sum(gauge('twite_websocket_waiting', ...SOCKETS), 'instance'), '{{instance}}'),
      }),
      lines({
        title: 'Push delay of notifications', unit: 's', thresholds: [1, 5], description: 'From what happened to its push into Redis.',
        targets: [0.5, 0.99].map((q) => prom(quantile(q, 'twite_notification_push_seconds', []), 'p' + q * 100)),
      })),
    row('What goes wrong',
      lines({
        title: 'Evictions and gaps', unit: 'ops', description: 'Clients closed for reading slowly; clients told that something may be missing, who then read the lists.',
        targets: [
          prom(sum(rate('twite_websocket_evictions_total', ...SOCKETS)), 'evictions'),
          prom(sum(rate('twite_websocket_gaps_total', ...SOCKETS)), 'gaps'),
        ],
      }),
      lines({
        title: 'Live events dropped', unit: 'ops', description: 'That Redis did not take, by service.',
        targets: prom(sum(rate('twite_live_dropped_total'), 'service'), '{{service}}'),
      }),
      lines({
        title: 'Links to Redis', unit: 'ops', description: 'Connections made for subscriptions: more than at a start means that Redis goes away again and again.',
        targets: prom(sum(rate('twite_live_links_total', ...SOCKETS), 'instance'), '{{instance}}'),
      })),
  ],
});
