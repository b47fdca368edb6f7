// Errors as ClickHouse words them: "Code: 60. DB::Exception: … (UNKNOWN_TABLE)".

export class ClickHouseError extends Error {
  constructor(code, text, name) {
    super(`Code: ${code}. DB::Exception: ${text}. (${name})`);
    this.code = code;
  }

  /** From what the engine threw; its text has the form already. */
  static of(thrown) {
    const error = new ClickHouseError(1002, 'unknown', 'UNKNOWN_EXCEPTION');
    const said = /Code: (\d+)\. DB::.*/s.exec(thrown.message);
    error.code = thrown.clickhouseCode ?? (said ? Number(said[1]) : 1002);
    error.message = said ? said[0].trim() : `Code: ${error.code}. DB::Exception: ${thrown.message}`;
    return error;
  }
}

// exceptionCodeToHTTPStatus in ClickHouse's HTTPHandler.
const STATUS = new Map([
  [516, 403], [497, 403], [164, 403], [48, 501], [159, 408], [202, 503],
  ...[62, 27, 26, 6, 38, 41, 53, 43, 44, 47, 115, 456, 36, 42, 70].map((code) => [code, 400]),
  ...[60, 81, 46, 390, 218].map((code) => [code, 404]),
]);

export function statusOf(error) {
  return STATUS.get(error.code) ?? 500;
}
