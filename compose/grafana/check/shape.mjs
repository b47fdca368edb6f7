// What every dashboard has: a finished look can't be tested here, but what is forgotten can.
import { panelsOf, queriesOf, variablesOf } from './queries.mjs';

const GRID = 24;

/** Faults of all dashboards together and of each; sources are the provisioned data sources by uid. */
export function* faultsOf(dashboards, sources) {
  for (const key of ['uid', 'title']) {
    const seen = new Set();
    for (const { file, json } of dashboards) {
      if (!json[key] || seen.has(json[key])) yield `${file}: ${key} "${json[key]}" is missing or another's`;
      seen.add(json[key]);
    }
  }
  const uids = new Set(dashboards.map(({ json }) => json.uid));
  for (const { file, json } of dashboards) {
    for (const fault of ofOne(json, sources, uids)) yield `${file}: ${fault}`;
  }
}

function* ofOne(dashboard, sources, uids) {
  if (!dashboard.description) yield 'has no description';
  if (dashboard.schemaVersion < 39) yield `schemaVersion ${dashboard.schemaVersion} is of an old Grafana`;
  const ids = new Set();
  for (const panel of dashboard.panels) {
    if (ids.has(panel.id)) yield `"${panel.title}": another panel has its id ${panel.id}`;
    ids.add(panel.id);
  }
  for (const panel of panelsOf(dashboard)) {
    for (const fault of ofPanel(panel, sources)) yield `"${panel.title}": ${fault}`;
  }
  yield* overlaps(dashboard.panels);
  const known = new Set(dashboard.templating.list.map(({ name }) => name));
  for (const { where, text } of queriesOf(dashboard)) {
    for (const name of variablesOf(text ?? '')) {
      if (!known.has(name)) yield `${where}: there is no variable ${name}`;
    }
  }
  for (const [, uid] of JSON.stringify(dashboard).matchAll(/"\/d\/([\w-]+)/g)) {
    // Of a table's cell: a link to each service.
    if (!uids.has(uid) && uid !== 'twite-svc-') yield `links to ${uid}, which is no dashboard`;
  }
}

function* ofPanel(panel, sources) {
  if (!panel.title) yield 'has no title';
  if (!panel.description) yield 'has no description';
  if (!panel.fieldConfig?.defaults?.unit) yield 'has no unit';
  if (!panel.targets?.length) yield 'has no query';
  const refs = panel.targets.map(({ refId }) => refId);
  if (new Set(refs).size < refs.length) yield 'has two queries of one refId';
  for (const { type, uid } of [panel.datasource, ...panel.targets.map(({ datasource }) => datasource)]) {
    if (sources.get(uid) !== type) yield `its data source ${type} ${uid} is not provisioned`;
  }
}

function* overlaps(panels) {
  const taken = new Map();
  for (const { title, gridPos: { x, y, w, h } } of panels) {
    if (x + w > GRID) yield `"${title}" is wider than the page`;
    for (let i = x; i < x + w; i++) {
      for (let j = y; j < y + h; j++) {
        const place = `${i},${j}`;
        if (taken.has(place)) {
          yield `"${title}" lies on "${taken.get(place)}"`;
          return;
        }
        taken.set(place, title);
      }
    }
  }
}
