// What do the services say? svc-logger gives Loki the labels service and level; the rest is structured metadata.
import { dashboard, lines, logs as logPanel, loki, row, textbox, words } from './panels.mjs';
import { SERVICES } from './services.mjs';

const CHOSEN = '{service=~"$service", level=~"$level"}';
const FOUND = CHOSEN + ' |~ `(?i)$text`';

export const logs = dashboard({
  uid: 'logs',
  title: 'Logs',
  description: 'The lines of all services in Loki. A request is followed by its id, which is in every answer as X-Request-Id.',
  tags: ['twite-main'],
  refresh: '1m',
  variables: [
    words('service', 'Service', SERVICES.map(({ name }) => name)),
    words('level', 'Level', ['error', 'warn', 'info', 'debug', 'trace']),
    textbox('text', 'Text'),
    textbox('request', 'Request id'),
  ],
  rows: [
    row('How many',
      lines({
        title: 'Lines by level', unit: 'short', bars: true, stacked: true, description: 'Of the chosen services.',
        targets: loki(`sum by (level) (count_over_time(${CHOSEN}[$__auto]))`, '{{level}}'),
      }),
      lines({
        title: 'Warnings and errors by service', unit: 'short', bars: true, stacked: true, none: 'none', description: 'Whatever level is chosen.',
        targets: loki('sum by (service) (count_over_time({service=~"$service", level=~"warn|error"}[$__auto]))', '{{service}}'),
      }),
      lines({
        title: 'Errors by logger', unit: 'short', bars: true, stacked: true, none: 'none', description: 'The five loudest: which part of the code complains.',
        targets: loki('topk(5, sum by (logger) (count_over_time({service=~"$service", level="error"}[$__auto])))', '{{logger}}'),
      })),
    row('One request',
      logPanel({
        title: 'All lines of a request', h: 8, description: 'Its way through the services. Give its id above.',
        targets: loki('{service=~".+"} | request_id=`$request` | request_id!=""'),
      })),
    row('Lines',
      logPanel({
        title: 'Lines', h: 20, description: 'Of the chosen services and levels, with the text in them, whatever its case. Text is a regular expression of RE2.',
        targets: loki(FOUND),
      })),
  ],
});
