package dev.twite.common.log;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.LossySender;
import dev.twite.common.kafka.Topic;
import dev.twite.common.log.LineShipper.Parcel;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LogLines;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lines as records of {@link Topic#LOGS}: many lines a record, because a record costs more than a
 * line. The key is the process, so that its lines stay in order. For one thread.
 */
final class LineRecords implements Function<List<Parcel>, List<LossySender.Parcel<Parcel>>> {
  // A topic takes records of 1 MiB; one line more may come on top of this.
  private static final int FULL_BYTES = 256 << 10;
  private static final int LONGEST_MESSAGE = 16 << 10;
  private static final int LONGEST_STACK = 32 << 10;
  private static final int LONGEST_FIELD = 1 << 10;
  private static final int MOST_FIELDS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String topic;
  private final Stacks stacks = new Stacks();
  private int within;

  LineRecords(KafkaConfig config) {
    this.topic = Topic.LOGS.in(config);
  }

  @Override
  public List<LossySender.Parcel<Parcel>> apply(List<Parcel> parcels) {
    List<LossySender.Parcel<Parcel>> records = new ArrayList<>();
    LogLines.Builder lines = LogLines.newBuilder();
    List<Parcel> inside = new ArrayList<>();
    int bytes = 0;
    for (Parcel parcel : parcels) {
      LogLine line = lineOf(parcel.line());
      lines.addLines(line);
      inside.add(parcel);
      bytes += line.getSerializedSize();
      if (bytes >= FULL_BYTES) {
        records.add(record(lines.build(), inside));
        lines = LogLines.newBuilder();
        inside = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!inside.isEmpty()) {
      records.add(record(lines.build(), inside));
    }
    return records;
  }

  private LossySender.Parcel<Parcel> record(LogLines lines, List<Parcel> inside) {
    long id = RANDOM.nextLong() & Long.MAX_VALUE;
    long key = lines.getLines(0).getInstance().hashCode();
    Event event = new Event(id, Instant.now(), lines, "", "");
    return new LossySender.Parcel<>(EventCodec.encode(topic, key, event), inside);
  }

  private LogLine lineOf(Line line) {
    LogLine.Builder built =
        LogLine.newBuilder()
            .setTimeNs(timeOf(line.getInstant()))
            .setService(line.scope().service())
            .setInstance(line.scope().instance())
            .setLevel(line.getLevel().toString())
            .setLogger(line.getLoggerName())
            .setThread(line.getThreadName())
            .setMessage(cut(line.message(), LONGEST_MESSAGE))
            .setStack(cut(stacks.of(line), LONGEST_STACK))
            .setRequestId(cut(Masker.mask(line.requestId()), LONGEST_FIELD))
            .setUserId(line.userId());
    for (Map.Entry<String, String> field : line.fields().entrySet()) {
      if (built.getFieldsCount() < MOST_FIELDS) {
        built.putFields(cut(field.getKey(), LONGEST_FIELD), cut(field.getValue(), LONGEST_FIELD));
      }
    }
    return built.build();
  }

  /**
   * Nanoseconds since 1970. A clock of microseconds gives equal times to lines that differ, and of
   * two equal texts at a time Loki keeps one: the digits it lacks are counted.
   */
  private long timeOf(Instant instant) {
    long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    within = (within + 1) % 1_000;
    return nanos % 1_000 == 0 ? nanos + within : nanos;
  }

  /** Well formed, as protobuf wants it, and no longer than that. */
  private static String cut(String text, int longest) {
    String shorter = text;
    if (text.length() > longest) {
      boolean split = Character.isHighSurrogate(text.charAt(longest - 1));
      shorter = text.substring(0, split ? longest - 1 : longest) + "…";
    }
    for (int i = 0; i < shorter.length(); i++) {
      char c = shorter.charAt(i);
      if (Character.isSurrogate(c) || c == 0) {
        return wellFormed(shorter);
      }
    }
    return shorter;
  }

  private static String wellFormed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xFFFD
                    : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
