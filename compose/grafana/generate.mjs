// Writes dashboards/*.json from src/. With --check it writes nothing and names those that are not current.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { business } from './src/business.mjs';
import { feed } from './src/feed.mjs';
import { jvm } from './src/jvm.mjs';
import { kafka } from './src/kafka.mjs';
import { logs } from './src/logs.mjs';
import { overview } from './src/overview.mjs';
import { service } from './src/service.mjs';
import { SERVICES } from './src/services.mjs';
import { websocket } from './src/websocket.mjs';

const FOLDER = fileURLToPath(new URL('dashboards/', import.meta.url));

const wanted = new Map(
  [overview, feed, kafka, websocket, logs, business, jvm, ...SERVICES.map(service)].map((one) => [
    one.uid + '.json', JSON.stringify(one, null, 2) + '\n',
  ]));

const read = (name) => {
  try {
    return readFileSync(FOLDER + name, 'utf8');
  } catch {
    return undefined;
  }
};

mkdirSync(FOLDER, { recursive: true });
const surplus = readdirSync(FOLDER).filter((name) => !wanted.has(name));
const stale = [...wanted].filter(([name, text]) => read(name) !== text).map(([name]) => name);

if (process.argv.includes('--check')) {
  for (const name of [...stale, ...surplus]) {
    console.log(`FAULT: dashboards/${name} is not what src/ makes: run make dashboards`);
  }
  process.exitCode = stale.length + surplus.length > 0 ? 1 : 0;
} else {
  for (const name of stale) writeFileSync(FOLDER + name, wanted.get(name));
  for (const name of surplus) rmSync(FOLDER + name);
  console.log(`${wanted.size} dashboards, ${stale.length} written, ${surplus.length} removed`);
}
