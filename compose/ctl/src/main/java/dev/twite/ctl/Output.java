package dev.twite.ctl;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.io.PrintWriter;
import java.util.List;

/** Where a command writes: for people, or JSON for programs. */
final class Output {
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();

  private final PrintWriter out;
  private final boolean json;
  private final boolean colours;

  Output(PrintWriter out, boolean json, boolean colours) {
    this.out = out;
    this.json = json;
    this.colours = colours;
  }

  boolean isJson() {
    return json;
  }

  /** A line for people; nothing when a program reads. */
  void say(String line) {
    if (!json) {
      out.println(line);
    }
  }

  /** One thing: the message itself, or what it means. */
  void one(MessageOrBuilder message, String meaning) {
    if (json) {
      out.println(print(JSON, message));
    } else {
      out.println(meaning);
    }
  }

  /** A list: an array, or a table. */
  void list(List<? extends MessageOrBuilder> messages, Table table, String none) {
    if (json) {
      out.println(
          "[" + String.join(",\n", messages.stream().map(one -> print(JSON, one)).toList()) + "]");
    } else if (messages.isEmpty()) {
      out.println(none);
    } else {
      table.print(out, colours);
    }
  }

  /** One of many that come over time: a line of JSON each. */
  void next(MessageOrBuilder message, String meaning, Colour colour) {
    out.println(
        json
            ? print(JSON.omittingInsignificantWhitespace(), message)
            : colours ? colour.of(meaning) : meaning);
    out.flush();
  }

  private static String print(JsonFormat.Printer printer, MessageOrBuilder message) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
