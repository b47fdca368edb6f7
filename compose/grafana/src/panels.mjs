// What panels and dashboards are made of, in Grafana's JSON model.
export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };
export const LOKI = { type: 'loki', uid: 'loki' };
export const CLICKHOUSE = { type: 'grafana-clickhouse-datasource', uid: 'clickhouse' };

const GRID = 24;

/** A line of a panel: an expression, and how its series are called. */
export const prom = (expr, legendFormat = '') => ({
  datasource: PROMETHEUS, editorMode: 'code', expr, legendFormat, range: true,
});

const now = (target, format = 'time_series') => ({ ...target, range: false, instant: true, format });

export const loki = (expr, legendFormat = '') => ({
  datasource: LOKI, editorMode: 'code', expr, legendFormat, queryType: 'range',
});

/** Rows whose first column is called time. */
export const sqlOverTime = (rawSql) => ({
  datasource: CLICKHOUSE, editorType: 'sql', queryType: 'timeseries', format: 0, rawSql,
});

export const sqlTable = (rawSql) => ({
  datasource: CLICKHOUSE, editorType: 'sql', queryType: 'table', format: 1, rawSql,
});

/** Green below the first, orange from it, red from the second. */
const steps = ([orange, red]) => {
  const all = [{ color: 'green', value: null }];
  if (orange !== undefined) all.push({ color: 'orange', value: orange });
  if (red !== undefined) all.push({ color: 'red', value: red });
  return { mode: 'absolute', steps: all };
};

const panel = (type, spec, { defaults = {}, overrides = [], options = {} } = {}) => {
  const targets = [spec.targets].flat();
  return {
    type,
    title: spec.title,
    description: spec.description,
    datasource: targets[0].datasource,
    fieldConfig: {
      defaults: {
        unit: spec.unit,
        ...(spec.decimals === undefined ? {} : { decimals: spec.decimals }),
        ...(spec.none === undefined ? {} : { noValue: spec.none }),
        thresholds: steps(spec.thresholds ?? []),
        ...defaults,
      },
      overrides: [...(spec.overrides ?? []), ...overrides],
    },
    options: { ...options, ...spec.options },
    targets: targets.map((target, i) => ({ refId: String.fromCharCode(65 + i), ...target })),
    ...(spec.transformations ? { transformations: spec.transformations } : {}),
    ...(spec.links ? { links: spec.links } : {}),
    w: spec.w ?? 8,
    h: spec.h ?? 8,
  };
};

/** Lines over time; thresholds are drawn as dashed lines. */
export const lines = (spec) =>
  panel('timeseries', spec, {
    defaults: {
      color: { mode: 'palette-classic' },
      min: 0,
      custom: {
        drawStyle: spec.bars ? 'bars' : 'line',
        lineWidth: 1,
        fillOpacity: spec.stacked || spec.bars ? 40 : 8,
        showPoints: spec.bars ? 'never' : 'auto',
        spanNulls: false,
        stacking: { mode: spec.stacked ? 'normal' : 'none', group: 'A' },
        thresholdsStyle: { mode: spec.thresholds ? 'dashed' : 'off' },
      },
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  });

/** One number, as it is now. */
export const stat = (spec) => {
  const made = panel('stat', { w: 4, h: 4, ...spec }, {
    defaults: { color: { mode: 'thresholds' } },
    options: {
      colorMode: 'value',
      graphMode: spec.trend === false ? 'none' : 'area',
      justifyMode: 'auto',
      orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: spec.fields ?? '', values: false },
      textMode: spec.textMode ?? 'auto',
    },
  });
  if (spec.trend === false) made.targets = made.targets.map((target) => (target.expr ? now(target) : target));
  return made;
};

/** A bar for each series, as it is now. */
export const bars = (spec) => {
  const made = panel('bargauge', spec, {
    defaults: { color: { mode: 'thresholds' }, min: 0 },
    options: {
      displayMode: 'basic',
      orientation: 'horizontal',
      valueMode: 'color',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  });
  made.targets = made.targets.map((target) => now(target));
  return made;
};

/** Rows, as they are now. */
export const table = (spec) => {
  const made = panel('table', spec, {
    defaults: { custom: { align: 'auto', filterable: false } },
    options: { showHeader: true, cellHeight: 'sm', ...(spec.sortBy ? { sortBy: [{ displayName: spec.sortBy, desc: true }] } : {}) },
  });
  made.targets = made.targets.map((target) => (target.expr ? now(target, 'table') : target));
  return made;
};

/** How one column of a table looks. */
export const column = (name, properties) => ({
  matcher: { id: 'byName', options: name },
  properties: Object.entries(properties).map(([id, value]) => ({
    id, value: id === 'thresholds' ? steps(value) : value,
  })),
});

/** Log lines, the newest first. */
export const logs = (spec) =>
  panel('logs', { w: GRID, h: 12, unit: 'string', ...spec }, {
    options: {
      showTime: true, showLabels: false, showCommonLabels: false, wrapLogMessage: true, prettifyLogMessage: false,
      enableLogDetails: true, dedupStrategy: 'none', sortOrder: 'Descending',
    },
  });

/** A heading, with panels from left to right below it. */
export const row = (title, ...panels) => ({ title, panels: panels.flat().filter(Boolean) });

/** A choice of a label's values; nothing chosen is all. */
export const choice = (name, label, from) => {
  const query = `label_values(${from}, ${name})`;
  return {
    type: 'query', name, label, datasource: PROMETHEUS, definition: query,
    query: { qryType: 1, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    refresh: 2, sort: 1, regex: '', hide: 0, skipUrlSync: false, options: [],
    multi: true, includeAll: true, allValue: '.+', current: { selected: true, text: ['All'], value: ['$__all'] },
  };
};

/** A choice among words that are written here. */
export const words = (name, label, values) => ({
  type: 'custom', name, label, query: values.join(','), hide: 0, skipUrlSync: false, multi: true, includeAll: true,
  allValue: '.+', current: { selected: true, text: ['All'], value: ['$__all'] },
  options: [
    { selected: true, text: 'All', value: '$__all' },
    ...values.map((value) => ({ selected: false, text: value, value })),
  ],
});

export const textbox = (name, label) => ({
  type: 'textbox', name, label, query: '', hide: 0, skipUrlSync: false,
  current: { selected: false, text: '', value: '' }, options: [{ selected: true, text: '', value: '' }],
});

/** Where the last alerts began and ended; the dead man's switch always fires. */
const alerts = (matcher) => ({
  name: 'Alerts', datasource: PROMETHEUS, enable: true, hide: false, iconColor: 'red',
  target: { refId: 'Anno', interval: '30s', expr: `ALERTS{${['alertstate="firing"', 'severity!="none"', matcher].filter(Boolean).join(', ')}}` },
  titleFormat: '{{alertname}}', textFormat: '{{service}} {{topic}}', tagKeys: 'severity', useValueForTime: false,
});

const OWN_ANNOTATIONS = {
  builtIn: 1, name: 'Annotations & Alerts', type: 'dashboard', datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true, hide: true, iconColor: 'rgba(0, 211, 255, 1)',
};

const headed = (title, y) => ({ id: idOf(title), type: 'row', title, collapsed: false, panels: [], gridPos: { x: 0, y, w: GRID, h: 1 } });

/** Of what a panel is called, so that links to it outlive a change of its neighbours. */
const idOf = (text) => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return 1 + (hash % 1_000_000);
};

/** Panels get their places and ids here. */
const placed = (rows) => {
  const all = [];
  let y = 0;
  for (const { title, panels } of rows) {
    all.push(headed(title, y));
    y += 1;
    let x = 0;
    let height = 0;
    for (const { w, h, ...rest } of panels) {
      if (x + w > GRID) {
        y += height;
        x = height = 0;
      }
      all.push({ id: idOf(title + '/' + rest.title), ...rest, gridPos: { x, y, w, h } });
      x += w;
      height = Math.max(height, h);
    }
    y += height;
  }
  return all;
};

/** Rows without panels are left out. */
export const dashboard = ({ uid, title, description, variables = [], rows, tags = [], from = 'now-1h', refresh = '30s', alertsOf = '' }) => ({
  uid: 'twite-' + uid,
  title,
  description,
  tags: ['twite', ...tags],
  schemaVersion: 39,
  version: 1,
  editable: false,
  graphTooltip: 1,
  timezone: 'browser',
  refresh,
  time: { from, to: 'now' },
  timepicker: {},
  links: [
    { type: 'dashboards', title: 'Twite', tags: ['twite-main'], asDropdown: false, includeVars: false, keepTime: true, targetBlank: false, icon: 'external link', tooltip: '', url: '' },
    { type: 'dashboards', title: 'Services', tags: ['twite-service'], asDropdown: true, includeVars: false, keepTime: true, targetBlank: false, icon: 'external link', tooltip: '', url: '' },
  ],
  annotations: { list: [OWN_ANNOTATIONS, alerts(alertsOf)] },
  templating: { list: variables },
  panels: placed(rows.filter(({ panels }) => panels.length > 0)),
});
