// Expressions as the dashboards say them. The window is Grafana's: four scrapes at least.
const WINDOW = '$__rate_interval';

/** gRPC statuses that are the service's own fault, or for want of something it needs; as the alerts count. */
const FAULTS = 'code=~"INTERNAL|UNKNOWN|UNAVAILABLE|DEADLINE_EXCEEDED|RESOURCE_EXHAUSTED|DATA_LOSS|UNIMPLEMENTED"';
/** Machines ask these. */
const ASKED = 'method!~"Check|Watch|ServerReflectionInfo"';
/** And these last as long as somebody listens or sends. */
const SHORT = 'method!~"Check|Watch|ServerReflectionInfo|Tail|TailLogs|Upload|Open"';
const HTTP = 'twite_http_seconds';
const GRPC = 'twite_grpc_server_seconds';

const series = (name, ...matchers) => (matchers.length ? name + '{' + matchers.join(', ') + '}' : name);

export const rate = (name, ...matchers) => `rate(${series(name, ...matchers)}[${WINDOW}])`;

/** One number or, by labels, several. */
export const sum = (of, ...labels) => (labels.length ? `sum by (${labels.join(', ')}) (${of})` : `sum(${of})`);
export const max = (of, ...labels) => (labels.length ? `max by (${labels.join(', ')}) (${of})` : `max(${of})`);
export const top = (count, of) => `topk(${count}, ${of})`;
export const gauge = series;

/** Of a histogram's name. */
export const quantile = (q, name, matchers, ...labels) =>
  `histogram_quantile(${q}, ${sum(rate(name + '_bucket', ...matchers), ...labels, 'le')})`;

/** How many were in what a histogram or summary times, on average. */
export const inside = (name, matchers, ...labels) => sum(rate(name + '_sum', ...matchers), ...labels);

/**
 * Of a service that has http, grpc or both. The label sets of the two differ, so that `or` has all series of both.
 */
const ofParts = (parts, suffix, matchers, httpToo = [], grpcToo = []) =>
  [
    parts.has('http') && rate(HTTP + suffix, ...matchers, ...httpToo),
    parts.has('grpc') && rate(GRPC + suffix, ...matchers, ...grpcToo),
  ].filter(Boolean).join(' or ');

/** What all services together have. */
export const BOTH = new Set(['http', 'grpc']);
export const HTTP_ONLY = new Set(['http']);

/** Requests and calls a second. */
export const answered = (parts, matchers, ...labels) => sum(ofParts(parts, '_count', matchers, [], [ASKED]), ...labels);

/** The share of requests and calls that broke: 0 where none did, nothing where nobody asked. */
export const brokenShare = (parts, matchers, ...labels) => {
  const broken = sum(ofParts(parts, '_count', matchers, ['status=~"5.."'], [ASKED, FAULTS]), ...labels);
  const all = answered(parts, matchers, ...labels);
  return `(${broken} or 0 * ${all}) / (${all} > 0)`;
};

export const answerQuantile = (q, parts, matchers, ...labels) =>
  `histogram_quantile(${q}, ${sum(ofParts(parts, '_bucket', matchers, [], [SHORT]), ...labels, 'le')})`;

export const httpBroken = (matchers, ...labels) => sum(rate(HTTP + '_count', ...matchers, 'status=~"5.."'), ...labels);
export const grpcBroken = (matchers, ...labels) => sum(rate(GRPC + '_count', ...matchers, ASKED, FAULTS), ...labels);
export const asksBroken = (matchers, ...labels) => sum(rate('twite_grpc_client_seconds_count', ...matchers, FAULTS), ...labels);

/** The share of the places for requests and calls that is taken; past it they are refused. */
export const taken = (parts, matchers, ...labels) =>
  max(
    ['twite_http_requests', 'twite_grpc_server_calls']
      .filter((name) => parts.has(name.includes('http') ? 'http' : 'grpc'))
      .map((name) => `${series(name, ...matchers)} / ${series(name + '_max', ...matchers)}`)
      .join(' or '), ...labels);

/** 0 where there is nothing to count. */
export const orZero = (of) => `${of} or vector(0)`;
