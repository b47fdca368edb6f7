package dev.twite.common.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One JSON object a line: time, level, service, instance, logger, thread, message, the ids of
 * request and user, other fields and, where there is one, the stack; all masked. JSON escapes CR
 * and LF, so no message can forge a line (S22).
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();

  private final Stacks stacks = new Stacks();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Line line = Line.of(event);
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("time", line.getInstant().toString());
      json.writeStringField("level", line.getLevel().toString());
      json.writeStringField("service", line.scope().service());
      json.writeStringField("instance", line.scope().instance());
      json.writeStringField("logger", line.getLoggerName());
      json.writeStringField("thread", line.getThreadName());
      json.writeStringField("message", line.message());
      if (!line.requestId().isEmpty()) {
        json.writeStringField("request_id", Masker.mask(line.requestId()));
      }
      if (line.userId() != 0) {
        json.writeStringField("user_id", Long.toUnsignedString(line.userId()));
      }
      for (Map.Entry<String, String> field : line.fields().entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      String stack = stacks.of(line);
      if (!stack.isEmpty()) {
        json.writeStringField("stack", stack);
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    out.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
