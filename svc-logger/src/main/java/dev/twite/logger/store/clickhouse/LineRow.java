package dev.twite.logger.store.clickhouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.common.clickhouse.Ledger;
import dev.twite.common.kafka.Place;
import dev.twite.logger.Cursor;
import dev.twite.logger.Level;
import dev.twite.proto.logger.v1.LogLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A line as the table has it. */
record LineRow(Place place, LogLine line) implements Ledger.Row {
  /** What a question asks for, in the order in which {@link #read} reads. */
  static final String READ =
      "time_ns, service, instance, level, logger, thread, message, stack, request_id, user_id,"
          + " fields";

  private static final List<String> COLUMNS =
      List.of(
          "time_ns",
          "id",
          "service",
          "instance",
          "level",
          "logger",
          "thread",
          "message",
          "stack",
          "request_id",
          "user_id",
          "fields");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  static Ledger<LineRow> ledger(ClickHouse clickhouse) {
    return new Ledger<>(
        clickhouse,
        "line",
        COLUMNS,
        (statement, row) -> {
          LogLine line = row.line();
          statement.setLong(1, line.getTimeNs());
          statement.setLong(2, Cursor.of(line).id());
          statement.setString(3, line.getService());
          statement.setString(4, line.getInstance());
          statement.setInt(5, Level.of(line.getLevel()).orElse(Level.ERROR).number());
          statement.setString(6, line.getLogger());
          statement.setString(7, line.getThread());
          statement.setString(8, line.getMessage());
          statement.setString(9, line.getStack());
          statement.setString(10, line.getRequestId());
          statement.setLong(11, line.getUserId());
          statement.setString(12, written(line.getFieldsMap()));
        });
  }

  static LogLine read(ResultSet row) throws SQLException {
    return LogLine.newBuilder()
        .setTimeNs(row.getLong(1))
        .setService(row.getString(2))
        .setInstance(row.getString(3))
        .setLevel(Level.of(row.getInt(4)).name())
        .setLogger(row.getString(5))
        .setThread(row.getString(6))
        .setMessage(row.getString(7))
        .setStack(row.getString(8))
        .setRequestId(row.getString(9))
        .setUserId(row.getLong(10))
        .putAllFields(read(row.getString(11)))
        .build();
  }

  private static String written(Map<String, String> fields) {
    try {
      return fields.isEmpty() ? "" : JSON.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, String> read(String fields) {
    try {
      return fields.isEmpty() ? Map.of() : JSON.readValue(fields, TEXTS);
    } catch (JsonProcessingException foreign) {
      throw new IllegalStateException("Fields that are not ours", foreign);
    }
  }
}
