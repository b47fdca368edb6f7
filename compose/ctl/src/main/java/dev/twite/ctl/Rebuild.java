package dev.twite.ctl;

import dev.twite.proto.admin.v1.RebuildIndexRequest;
import dev.twite.proto.admin.v1.RebuildResponse;
import dev.twite.proto.admin.v1.RebuildTimelinesRequest;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be made anew from what it was made of. */
@picocli.CommandLine.Command(
    name = "rebuild",
    description = "Makes anew what is made of other data: timelines, index.",
    subcommands = {Rebuild.Timelines.class, Rebuild.Index.class})
final class Rebuild extends Group {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Home timelines. */
  @picocli.CommandLine.Command(
      name = "timelines",
      description = "Drops the home timeline of one account, or all; each is made anew when read.",
      footerHeading = "%nExamples:%n",
      footer = {"  twitectl rebuild timelines wren", "  twitectl rebuild timelines --all --yes"})
  static final class Timelines extends Destructive {
    @Parameters(
        arity = "0..1",
        paramLabel = "WHO",
        description = Users.WHO,
        converter = Who.Reader.class)
    private Who who;

    @Option(names = "--all", description = "Those of everybody.")
    private boolean all;

    Timelines(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      if (all == (who != null)) {
        throw wrong("Name an account, or say --all");
      }
      if (all) {
        confirm("Drop all home timelines?");
      }
      RebuildResponse done =
          admin
              .admin(LONG)
              .rebuildTimelines(
                  RebuildTimelinesRequest.newBuilder()
                      .setUserId(all ? 0 : who.idOf(admin))
                      .build());
      out.one(done, (all ? "All timelines are" : "The timeline of " + who + " is") + " made anew.");
      return Exit.OK;
    }
  }

  /** The search index. */
  @picocli.CommandLine.Command(
      name = "index",
      description =
          "Makes the index of tweets and users anew; search answers 503 until it is done.",
      footerHeading = "%nExample:%n",
      footer = "  twitectl rebuild index --yes")
  static final class Index extends Destructive {
    Index(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      confirm("Make the whole index anew?");
      RebuildResponse done =
          admin.admin(LONG).rebuildIndex(RebuildIndexRequest.getDefaultInstance());
      out.one(done, "The index is being made anew.");
      return Exit.OK;
    }
  }
}
