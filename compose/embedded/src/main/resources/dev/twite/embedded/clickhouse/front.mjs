// ClickHouse's HTTP interface before chdb, the engine as a library: as much of it as drivers use.
// One engine has one connection, so statements run one after another; a real server is for more.
// Argument: a JSON file with port, user, password, data (folder) and modules (folder).
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { Engine } from './engine.mjs';
import { ClickHouseError, statusOf } from './errors.mjs';

const MAX_BODY = 64 << 20;
const MAX_WAITING = 500;
const BODY_MILLIS = 60_000;

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const require = createRequire(config.modules + '/');
const native = require(config.modules + '/chdb/dist/loader.js').loadNative();
const engine = new Engine(require('chdb'), native, config.data);
const gunzip = promisify(zlib.gunzip);
const inflate = promisify(zlib.inflate);
const gzip = promisify(zlib.gzip);

// What the interface itself reads; everything else in the query string is a setting.
const OWN = new Set([
  'query', 'database', 'user', 'password', 'default_format', 'compress', 'decompress',
  'enable_http_compression', 'query_id', 'session_id', 'session_check', 'session_timeout',
  'quota_key', 'buffer_size', 'wait_end_of_query', 'stacktrace', 'role', 'client_protocol_version',
]);

const digest = (text) => createHash('sha256').update(text).digest();
const wanted = digest(config.user + '\0' + config.password);

function authenticate(request, params) {
  let user = request.headers['x-clickhouse-user'] ?? params.get('user');
  let password = request.headers['x-clickhouse-key'] ?? params.get('password');
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '');
  if (basic) {
    const [name, ...rest] = Buffer.from(basic[1], 'base64').toString('utf8').split(':');
    user = name;
    password = rest.join(':');
  }
  if (!timingSafeEqual(digest((user || 'default') + '\0' + (password ?? '')), wanted)) {
    throw new ClickHouseError(516, 'Authentication failed: password is incorrect, or there is no such user', 'AUTHENTICATION_FAILED');
  }
}

function refuseWhatIsMissing(params) {
  for (const name of ['compress', 'decompress']) {
    if (params.has(name) && params.get(name) !== '0' && params.get(name) !== 'false') {
      throw new ClickHouseError(48, `The embedded server knows gzip, but not ${name}=1`, 'NOT_IMPLEMENTED');
    }
  }
  if (params.has('session_id')) {
    throw new ClickHouseError(48, 'The embedded server keeps no sessions', 'NOT_IMPLEMENTED');
  }
}

// A request that breaks off rejects, so that half of an insert is never carried out.
async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) {
      throw new ClickHouseError(241, 'The request is longer than ' + MAX_BODY + ' bytes', 'MEMORY_LIMIT_EXCEEDED');
    }
    chunks.push(chunk);
  }
  if (!request.complete) {
    throw new Error('the request broke off');
  }
  const body = Buffer.concat(chunks);
  switch (request.headers['content-encoding'] ?? 'identity') {
    case 'identity': return body;
    case 'gzip': return gunzip(body, { maxOutputLength: MAX_BODY });
    case 'deflate': return inflate(body, { maxOutputLength: MAX_BODY });
    default: throw new ClickHouseError(89, 'Unknown Content-Encoding', 'UNKNOWN_COMPRESSION_METHOD');
  }
}

function settingsOf(params) {
  const settings = new Map();
  for (const [name, value] of params) {
    if (!OWN.has(name)) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        throw new ClickHouseError(115, `Unknown setting '${name}'`, 'UNKNOWN_SETTING');
      }
      settings.set(name, value);
    }
  }
  return settings;
}

async function handle(request, response) {
  const url = new URL(request.url, 'http://127.0.0.1');
  if (request.method === 'GET' && url.pathname === '/ping') {
    return send(response, 200, {}, 'Ok.\n');
  }
  if (url.pathname !== '/' || !['GET', 'POST'].includes(request.method)) {
    return send(response, 404, {}, 'There is no handle ' + url.pathname + '\n');
  }
  const params = url.searchParams;
  authenticate(request, params);
  refuseWhatIsMissing(params);
  if (engine.waiting >= MAX_WAITING) {
    throw new ClickHouseError(202, 'Too many simultaneous queries', 'TOO_MANY_SIMULTANEOUS_QUERIES');
  }
  const body = await bodyOf(request);
  const query = params.get('query') ?? '';
  const result = await engine.run({
    head: query,
    body,
    readonly: request.method === 'GET',
    format: params.get('default_format') ?? request.headers['x-clickhouse-format'] ?? 'TabSeparated',
    database: params.get('database') ?? request.headers['x-clickhouse-database'] ?? 'default',
    settings: settingsOf(params),
    // Whoever asked has gone: nobody would learn of the outcome.
    abandoned: () => response.destroyed || request.socket.destroyed,
  });
  const headers = {
    'Content-Type': 'application/octet-stream',
    'X-ClickHouse-Format': result.format,
    'X-ClickHouse-Timezone': 'UTC',
    'X-ClickHouse-Summary': JSON.stringify(result.summary),
  };
  if (params.get('query_id')) {
    headers['X-ClickHouse-Query-Id'] = params.get('query_id').replace(/[^\x20-\x7e]/g, '?');
  }
  let bytes = result.bytes;
  if (params.get('enable_http_compression') === '1' && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    bytes = await gzip(bytes);
    headers['Content-Encoding'] = 'gzip';
  }
  send(response, 200, headers, bytes);
}

function send(response, status, headers, body) {
  if (!response.destroyed && !response.headersSent) {
    response.writeHead(status, { 'X-ClickHouse-Server-Display-Name': 'twite-embedded', 'Content-Length': Buffer.byteLength(body), ...headers });
    response.end(body);
  }
}

const server = createServer((request, response) => {
  handle(request, response).catch((failed) => {
    if (failed instanceof ClickHouseError) {
      const headers = { 'X-ClickHouse-Exception-Code': String(failed.code) };
      if (!request.complete) {
        // What is left is thrown away, for a moment: cut off at once, the answer would be lost.
        headers.Connection = 'close';
        request.resume();
        response.on('finish', () => setTimeout(() => request.destroy(), 1_000).unref());
      }
      send(response, statusOf(failed), headers, failed.message + '\n');
    } else {
      console.log('A request failed:', failed.message);
      send(response, 500, { 'X-ClickHouse-Exception-Code': '1002' }, 'Code: 1002. DB::Exception: The embedded server failed. (UNKNOWN_EXCEPTION)\n');
    }
  });
});
server.requestTimeout = BODY_MILLIS;
server.keepAliveTimeout = 30_000;

let ending = false;
async function end() {
  if (!ending) {
    ending = true;
    server.close();
    server.closeIdleConnections();
    await engine.close();
    process.exit(0);
  }
}
process.on('SIGTERM', end);
process.on('SIGINT', end);

await engine.open();
server.listen(config.port, '127.0.0.1', () => console.log('Serving on 127.0.0.1:' + config.port));
server.on('error', (failed) => {
  console.log('Cannot serve:', failed.message);
  process.exit(1);
});
