// The engine, one statement after another: it has one connection, and settings stay on that.
import { ClickHouseError } from './errors.mjs';

const literal = (text) => "'" + text.replace(/\\/g, '\\\\').replace(/'/g, "\\'") + "'";
const identifier = (text) => '`' + text.replace(/\\/g, '\\\\').replace(/`/g, '\\`') + '`';

export class Engine {
  #chdb;
  #native;
  #folder;
  #session;
  #last = Promise.resolve();
  #database = 'default';
  waiting = 0;

  /**
   * @param chdb the package
   * @param native its binding: the package itself takes no binary formats
   */
  constructor(chdb, native, folder) {
    this.#chdb = chdb;
    this.#native = native;
    this.#folder = folder;
  }

  async open() {
    this.#session = new this.#chdb.Session(this.#folder, {
      connectionArgs: ['--async_load_databases=0', '--progress=0'],
    });
    await this.#ask('SELECT 1', 'Null');
  }

  run(statement) {
    this.waiting++;
    const turn = this.#last.then(() => this.#one(statement)).finally(() => this.waiting--);
    this.#last = turn.catch(() => {});
    return turn;
  }

  async close() {
    await this.#last;
    this.#session.close();
    await this.#chdb.drainPending();
  }

  async #one({ head, body, readonly, format, database, settings, abandoned }) {
    if (abandoned()) {
      throw new Error('who asked has gone');
    }
    // What follows an INSERT may be of any format; anything else is text.
    const data = body.length > 0 && /^\s*INSERT\b/i.test(head);
    const sql = data || !head ? head || body.toString('utf8') : head + '\n' + body.toString('utf8');
    if (!sql.trim()) {
      throw new ClickHouseError(62, 'Syntax error: empty query', 'SYNTAX_ERROR');
    }
    if (database !== this.#database) {
      await this.#ask('USE ' + identifier(database), 'Null');
      this.#database = database;
    }
    const set = new Map(settings);
    if (readonly) {
      // As in ClickHouse: what comes by GET changes nothing.
      set.set('readonly', '2');
    }
    const done = [];
    try {
      for (const [name, value] of set) {
        await this.#ask(`SET ${name} = ${literal(value)}`, 'Null');
        done.push(name);
      }
      const begin = Date.now();
      const result = data ? await this.#insert(head, body) : await this.#ask(sql, format);
      return {
        bytes: result.bytes ? Buffer.from(result.bytes()) : Buffer.alloc(0),
        format: /\bFORMAT\s+([A-Za-z]\w*)\s*;?\s*$/i.exec(sql.slice(-200))?.[1] ?? format,
        summary: {
          read_rows: String(result.rowsRead ?? 0),
          read_bytes: String(result.bytesRead ?? 0),
          written_rows: String(result.rowsWritten ?? 0),
          elapsed_ns: String((Date.now() - begin) * 1_000_000),
        },
      };
    } finally {
      // `readonly` first: under it nothing else can be set.
      for (const name of done.reverse()) {
        if (!name.startsWith('param_')) {
          await this.#ask(`SET ${name} = DEFAULT`, 'Null');
        }
      }
    }
  }

  // Data of any format after a statement, byte for byte.
  async #insert(head, body) {
    try {
      return await this.#native.InsertRawAsyncConnection(this.#session.connection, head, body, false);
    } catch (failed) {
      throw ClickHouseError.of(failed);
    }
  }

  async #ask(sql, format) {
    try {
      return await this.#session.queryAsync(sql, { format });
    } catch (failed) {
      throw ClickHouseError.of(failed);
    }
  }
}
