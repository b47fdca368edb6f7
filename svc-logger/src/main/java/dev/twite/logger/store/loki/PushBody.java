package dev.twite.logger.store.loki;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.twite.proto.logger.v1.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code POST /loki/api/v1/push} takes: a stream for each service and level, and in it entries
 * in order of time, each {@code ["<nanoseconds>", "<line>", {structured metadata}]}. Labels are
 * few, because each combination is a stream that Loki keeps open; all else is structured metadata.
 */
final class PushBody {
  private static final JsonFactory JSON = new JsonFactory();

  private PushBody() {}

  private record Labels(String service, String level) implements Comparable<Labels> {
    private static final Comparator<Labels> ORDER =
        Comparator.comparing(Labels::service).thenComparing(Labels::level);

    @Override
    public int compareTo(Labels other) {
      return ORDER.compare(this, other);
    }
  }

  /** The same lines make the same bytes. */
  static byte[] of(List<LogLine> lines) {
    Map<Labels, List<LogLine>> streams =
        lines.stream()
            .sorted(Comparator.comparingLong(LogLine::getTimeNs))
            .collect(
                Collectors.groupingBy(
                    line -> new Labels(line.getService(), Entry.levelOf(line)),
                    TreeMap::new,
                    Collectors.toList()));
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("streams");
      for (Map.Entry<Labels, List<LogLine>> stream : streams.entrySet()) {
        json.writeStartObject();
        json.writeObjectFieldStart("stream");
        json.writeStringField("service", stream.getKey().service());
        json.writeStringField("level", stream.getKey().level());
        json.writeEndObject();
        json.writeArrayFieldStart("values");
        for (LogLine line : stream.getValue()) {
          write(json, line);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, LogLine line) throws IOException {
    json.writeStartArray();
    json.writeString(Long.toString(line.getTimeNs()));
    json.writeString(Entry.textOf(line));
    json.writeStartObject();
    for (Map.Entry<String, String> one : Entry.metadataOf(line).entrySet()) {
      json.writeStringField(one.getKey(), one.getValue());
    }
    json.writeEndObject();
    json.writeEndArray();
  }
}
