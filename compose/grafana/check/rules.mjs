// Prints every PromQL of the dashboards as a file of rules, which promtool checks for types too: a grammar knows none.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filled, queriesOf } from './queries.mjs';

const folder = fileURLToPath(new URL('../dashboards/', import.meta.url));
const rules = readdirSync(folder).sort().flatMap((file) =>
  queriesOf(JSON.parse(readFileSync(folder + file, 'utf8')))
    .filter(({ type }) => type === 'prometheus')
    .map(({ where, text }) => ({ record: 'dashboard:query', expr: filled(text), labels: { file, where } })));

// JSON is YAML.
console.log(JSON.stringify({ groups: [{ name: 'dashboards', rules }] }, null, 1));
