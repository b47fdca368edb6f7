// The queries of a dashboard, and what Grafana would put in for its variables.
const STANDS_FOR = [
  [/\$__rate_interval|\$__auto|\$__interval\b/g, '1m'],
  // A chosen value; in a panel's text ${1} is a group of a regular expression.
  [/\$\{?([a-z]\w*)(:\w+)?\}?/g, 'x'],
];

export const filled = (query) => STANDS_FOR.reduce((text, [from, to]) => text.replace(from, to), query);

/** What it names: variables of the dashboard, not Grafana's own. */
export const variablesOf = (query) => [...query.matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name);

/** Every query: where it stands, its data source's type, its text. */
export const queriesOf = (dashboard) => [
  ...panelsOf(dashboard).flatMap((panel) =>
    panel.targets.map((target) => ({
      where: `"${panel.title}" ${target.refId}`,
      type: target.datasource?.type,
      text: target.expr ?? target.rawSql,
    }))),
  ...dashboard.annotations.list
    .filter(({ builtIn }) => !builtIn)
    .map((one) => ({ where: `annotation "${one.name}"`, type: one.datasource.type, text: one.target.expr })),
  ...dashboard.templating.list
    .filter(({ type }) => type === 'query')
    .map((one) => ({
      where: `variable ${one.name}`, type: one.datasource.type, text: /^label_values\((.*), \w+\)$/.exec(one.query.query)?.[1],
    })),
];

export const panelsOf = (dashboard) => dashboard.panels.filter(({ type }) => type !== 'row');
