package dev.twite.gateway.admin;

import dev.twite.common.view.Wire;
import dev.twite.proto.logger.v1.LogLine;
import java.util.Map;

/** A line of a service's log; null where it has no such thing. */
public record LogLineView(
    String time,
    String service,
    String instance,
    String level,
    String logger,
    String thread,
    String message,
    String stack,
    String requestId,
    String userId,
    Map<String, String> fields) {
  public static LogLineView of(LogLine line) {
    return new LogLineView(
        Wire.time(line.getTimeNs() / 1_000_000),
        line.getService(),
        line.getInstance(),
        line.getLevel(),
        line.getLogger(),
        line.getThread(),
        line.getMessage(),
        line.getStack().isEmpty() ? null : line.getStack(),
        line.getRequestId().isEmpty() ? null : line.getRequestId(),
        Wire.idOrNull(line.getUserId()),
        line.getFieldsMap());
  }
}
