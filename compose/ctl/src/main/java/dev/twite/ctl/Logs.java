package dev.twite.ctl;

import dev.twite.proto.logger.v1.Filter;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The services' logs. */
@picocli.CommandLine.Command(
    name = "logs",
    description = "Lines of all services, oldest first; --follow: as they are written.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  twitectl logs --level warn --since 2h",
      "  twitectl logs 'no such author' --service feed,tweet",
      "  twitectl logs --request 0123456789abcdef0123456789abcdef",
      "  twitectl logs --follow --level error --json"
    })
final class Logs extends Listing {
  private static final Duration LONGEST_TAIL = Duration.ofHours(24);
  private static final long NANOS = 1_000_000;

  /** How bad a line is. */
  enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only lines with this in the message or the stack, ignoring case.")
  private String text;

  @Option(
      names = {"-f", "--follow"},
      description = "Lines from now on, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--service",
      split = ",",
      paramLabel = "NAME",
      description = "Only these services, such as tweet,feed.")
  private List<String> services = new ArrayList<>();

  @Option(names = "--level", description = "This and worse: trace, debug, info, warn, error.")
  private Level level;

  @Option(
      names = "--request",
      paramLabel = "ID",
      defaultValue = "",
      description = "Only lines of this request.")
  private String request;

  @Option(
      names = "--user",
      paramLabel = "WHO",
      description = "Only lines about this account.",
      converter = Who.Reader.class)
  private Who user;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Times.Since.class,
      description = "From then on: 2h, 2026-01-31T18:00:00Z; an hour ago without it.")
  private Instant since;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Times.Since.class,
      description = "Until then; now without it.")
  private Instant to;

  Logs(Ctl ctl) {
    super(ctl);
  }

  @Override
  int run(Connection admin, Output out) {
    Filter filter = filter(admin);
    if (follow) {
      if (since != null || to != null) {
        throw wrong("--follow begins now: leave --since and --to out");
      }
      follow(admin, filter, out);
      return Exit.OK;
    }
    List<LogLine> lines =
        all(
            place -> {
              QueryResponse page =
                  admin
                      .admin()
                      .queryLogs(
                          QueryRequest.newBuilder()
                              .setFilter(filter)
                              .setFromMs(Times.millis(since))
                              .setToMs(Times.millis(to))
                              .setLimit(place.limit())
                              .setCursor(place.cursor())
                              .build());
              return new Page<>(page.getLinesList(), page.getNextCursor());
            });
    // The newest ones are asked for; people read downwards.
    if (out.isJson()) {
      out.list(lines.reversed(), new Table(), "");
    } else {
      lines.reversed().forEach(line -> out.next(line, show(line), colour(line)));
    }
    return Exit.OK;
  }

  private void follow(Connection admin, Filter filter, Output out) {
    Iterator<TailResponse> lines =
        admin.admin(LONGEST_TAIL).tailLogs(TailRequest.newBuilder().setFilter(filter).build());
    while (lines.hasNext()) {
      TailResponse next = lines.next();
      if (next.getMissed() > 0) {
        out.say("(" + next.getMissed() + " lines were too many and left out)");
      }
      out.next(next.getLine(), show(next.getLine()), colour(next.getLine()));
    }
  }

  private Filter filter(Connection admin) {
    Filter.Builder filter =
        Filter.newBuilder().setText(text).addAllServices(services).setRequestId(request);
    if (level != null) {
      filter.setLeastLevel(level.name());
    }
    if (user != null) {
      filter.setUserId(user.idOf(admin));
    }
    return filter.build();
  }

  private static String show(LogLine line) {
    String request = line.getRequestId().isEmpty() ? "" : " [" + line.getRequestId() + "]";
    String stack = line.getStack().isEmpty() ? "" : "\n" + line.getStack().stripTrailing();
    return String.format(
        Locale.ROOT,
        "%s %-5s %-12s %s%s%s",
        Instant.ofEpochMilli(line.getTimeNs() / NANOS),
        line.getLevel(),
        line.getService(),
        Table.clean(line.getMessage()),
        request,
        stack);
  }

  private static Colour colour(LogLine line) {
    return switch (line.getLevel()) {
      case "ERROR" -> Colour.RED;
      case "WARN" -> Colour.YELLOW;
      case "DEBUG", "TRACE" -> Colour.DIM;
      default -> Colour.NONE;
    };
  }
}
