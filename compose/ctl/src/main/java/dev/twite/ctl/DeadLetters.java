package dev.twite.ctl;

import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.DeadLetterTopic;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import dev.twite.proto.admin.v1.DeadLettersResponse;
import dev.twite.proto.admin.v1.ListDeadLetterTopicsRequest;
import dev.twite.proto.admin.v1.ListDeadLettersRequest;
import dev.twite.proto.admin.v1.ListDeadLettersResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Events that could not be handled. */
@picocli.CommandLine.Command(
    name = "dlt",
    description = "Dead letters, events that could not be handled: topics, list, replay, drop.",
    subcommands = {
      DeadLetters.Topics.class,
      DeadLetters.ListThem.class,
      DeadLetters.Replay.class,
      DeadLetters.Drop.class
    })
final class DeadLetters extends Group {
  private static final Duration LONG = Duration.ofMinutes(10);

  static final String TOPIC = "As `twitectl dlt topics` names it.";

  /** The topics. */
  @picocli.CommandLine.Command(
      name = "topics",
      description = "Lists the dead-letter topics that hold records.",
      footerHeading = "%nExample:%n",
      footer = "  twitectl dlt topics")
  static final class Topics extends Command {
    Topics(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      List<DeadLetterTopic> topics =
          admin
              .admin()
              .listDeadLetterTopics(ListDeadLetterTopicsRequest.getDefaultInstance())
              .getTopicsList();
      Table table = new Table("TOPIC", "RECORDS", "NEWEST");
      topics.forEach(
          topic ->
              table.row(
                  topic.getTopic(),
                  Long.toString(topic.getRecords()),
                  Times.show(topic.getNewestAtMs())));
      out.list(topics, table, "None: every event has been handled.");
      return Exit.OK;
    }
  }

  /** The records of one. */
  @picocli.CommandLine.Command(
      name = "list",
      description = "Lists the records of a dead-letter topic, oldest first.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  twitectl dlt list twite.tweet.v1.dlt",
        "  twitectl dlt list twite.tweet.v1.dlt --json | jq '.[].summary'"
      })
  static final class ListThem extends Listing {
    @Parameters(paramLabel = "TOPIC", description = TOPIC)
    private String topic;

    ListThem(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      List<DeadLetter> records =
          all(
              place -> {
                ListDeadLettersResponse page =
                    admin
                        .admin()
                        .listDeadLetters(
                            ListDeadLettersRequest.newBuilder()
                                .setTopic(topic)
                                .setLimit(place.limit())
                                .setCursor(place.cursor())
                                .build());
                return new Page<>(page.getRecordsList(), page.getNextCursor());
              });
      Table table = new Table("ID", "EVENT", "FROM", "CONSUMER", "DEAD SINCE", "WHY");
      records.forEach(
          record ->
              table.row(
                  record.getId(),
                  record.getEventType(),
                  "%s %d/%d"
                      .formatted(
                          record.getOriginTopic(),
                          record.getOriginPartition(),
                          record.getOriginOffset()),
                  record.getGroup(),
                  Times.show(record.getDeadAtMs()),
                  record.getError()));
      out.list(records, table, "None.");
      return Exit.OK;
    }
  }

  /** What replay and drop have in common. */
  abstract static class Act extends Destructive {
    @Parameters(index = "0", paramLabel = "TOPIC", description = TOPIC)
    private String topic;

    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "ID",
        description = "Records, as `twitectl dlt list` names them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that the topic holds now.")
    private boolean all;

    Act(Ctl ctl) {
      super(ctl);
    }

    /** The request, once it is sure what is meant. */
    DeadLettersRequest request(String question) {
      if (all != ids.isEmpty()) {
        throw wrong("Name the records, or say --all");
      }
      confirm(question.formatted(all ? "all records of " + topic : ids.size() + " of " + topic));
      return DeadLettersRequest.newBuilder().setTopic(topic).addAllIds(ids).build();
    }
  }

  /** Back to where they came from. */
  @picocli.CommandLine.Command(
      name = "replay",
      description = "Sends records to the topic they came from once more, and takes them off.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  twitectl dlt replay twite.tweet.v1.dlt 0-12 3-4",
        "  twitectl dlt replay twite.tweet.v1.dlt --all --yes"
      })
  static final class Replay extends Act {
    Replay(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      DeadLettersResponse done = admin.admin(LONG).replayDeadLetters(request("Replay %s?"));
      String old = done.getTooOld() + " are too old for that and stay; drop them.";
      out.one(done, done.getDone() + " went back." + (done.getTooOld() == 0 ? "" : " " + old));
      return Exit.OK;
    }
  }

  /** Away with them. */
  @picocli.CommandLine.Command(
      name = "drop",
      description = "Takes records off the list for good.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  twitectl dlt drop twite.tweet.v1.dlt 0-12",
        "  twitectl dlt drop twite.tweet.v1.dlt --all --yes"
      })
  static final class Drop extends Act {
    Drop(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      DeadLettersResponse done = admin.admin(LONG).dropDeadLetters(request("Drop %s for good?"));
      out.one(done, done.getDone() + " are off the list.");
      return Exit.OK;
    }
  }
}
