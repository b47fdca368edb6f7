// Checks dashboards and provisioning. Argument: the folder with node_modules. One line a thing; exit code 1 on a fault.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { filled, queriesOf } from './queries.mjs';
import { faultsOf } from './shape.mjs';

const HERE = new URL('..', import.meta.url);
const require = createRequire(process.argv[2] + '/');
const YAML = require('yaml');
const GRAMMARS = {
  loki: ['LogQL', require('@grafana/lezer-logql').parser],
  prometheus: ['PromQL', require('@prometheus-io/lezer-promql').parser],
};
const BROKEN = {
  loki: ['{service="tweet"', '{service="tweet"} |=', 'sum by (level) (count_over_time({level="warn"}[1m])'],
  prometheus: ['sum(rate(up[1m])', 'rate(up[])', 'up{job=}'],
};

let faults = 0;
const say = (word, text) => console.log(`${word}: ${text}`);
const fault = (text) => {
  faults++;
  say('FAULT', text);
};

/** Where the grammar finds no way on. */
const wrongAt = (parser, query) => {
  let at = -1;
  parser.parse(query).iterate({
    enter: (node) => {
      if (at < 0 && node.type.isError) at = node.from;
    },
  });
  return at;
};

const folder = fileURLToPath(new URL('dashboards/', HERE));
const dashboards = readdirSync(folder).sort().map((file) => ({ file, json: JSON.parse(readFileSync(folder + file, 'utf8')) }));
const provisioned = YAML.parse(readFileSync(new URL('provisioning/datasources/twite.yaml', HERE), 'utf8')).datasources;
YAML.parse(readFileSync(new URL('provisioning/dashboards/twite.yaml', HERE), 'utf8'));
const sources = new Map(provisioned.map(({ uid, type }) => [uid, type]));

const before = faults;
for (const text of faultsOf(dashboards, sources)) fault(text);
if (faults === before) say('ok', `${dashboards.length} dashboards have what a dashboard needs`);

for (const [type, [language, parser]] of Object.entries(GRAMMARS)) {
  for (const query of BROKEN[type]) {
    if (wrongAt(parser, query) < 0) fault(`${language} is not checked: ${query} was taken`);
  }
  const before = faults;
  let count = 0;
  for (const { file, json } of dashboards) {
    for (const { where, type: of, text } of queriesOf(json)) {
      if (of !== type) continue;
      count++;
      const query = filled(text ?? '');
      const at = query ? wrongAt(parser, query) : 0;
      if (at >= 0) fault(`${file}: ${where} is no ${language} from character ${at} on: ${query}`);
    }
  }
  if (count === 0) fault(`no ${language} was found`);
  if (faults === before) say('ok', `${count} queries are ${language}; ${BROKEN[type].length} broken ones are refused`);
}

process.exitCode = faults > 0 ? 1 : 0;
