// Prints every PromQL of the dashboards as a file of rules, which promtool checks for types too: a grammar knows none.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filled, queriesOf } from './queries.mjs';

const folder = fileURLToPath(new URL('../dashboards/', import.meta.url));
const groups = readdirSync(folder).sort().map((name) => ({
  name,
  rules: queriesOf(JSON.parse(readFileSync(folder + name, 'utf8')))
    .filter(({ type }) => type === 'prometheus')
    .map(({ where, text }) => ({ record: 'dashboard:query', expr: filled(text), labels: { where } })),
}));

// JSON is YAML.
console.log(JSON.stringify({ groups }, null, 1));
