package dev.twite.gateway.analytics;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Records of numbers and times as CSV (RFC 4180): a line of names, then a line each. */
final class Csv {
  private static final String LINE = "\r\n";

  private Csv() {}

  /** Names are as in JSON. No value needs quotes: that is for the records to see to. */
  static <R extends Record> String of(Class<R> type, List<R> rows) {
    RecordComponent[] columns = type.getRecordComponents();
    StringBuilder text = new StringBuilder();
    StringJoiner names = new StringJoiner(",");
    for (RecordComponent column : columns) {
      names.add(column.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
    text.append(names).append(LINE);
    for (R row : rows) {
      StringJoiner values = new StringJoiner(",");
      for (RecordComponent column : columns) {
        values.add(String.valueOf(valueOf(column, row)));
      }
      text.append(values).append(LINE);
    }
    return text.toString();
  }

  private static Object valueOf(RecordComponent column, Record row) {
    try {
      return column.getAccessor().invoke(row);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
