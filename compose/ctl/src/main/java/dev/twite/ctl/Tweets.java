package dev.twite.ctl;

import dev.twite.proto.admin.v1.RemoveTweetRequest;
import dev.twite.proto.admin.v1.RemoveTweetResponse;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tweets. */
@picocli.CommandLine.Command(
    name = "tweets",
    description = "Tweets: remove.",
    subcommands = Tweets.Remove.class)
final class Tweets extends Group {
  /** Removes one. */
  @picocli.CommandLine.Command(
      name = "remove",
      description = "Removes a tweet, as if its author had.",
      footerHeading = "%nExample:%n",
      footer = "  twitectl tweets remove 1234567890123456789 --reason Spam --yes")
  static final class Remove extends Destructive {
    @Parameters(paramLabel = "ID", description = "The tweet's id.", converter = Ids.class)
    private Long id;

    @Option(names = "--reason", required = true, description = "1 to 500 characters.")
    private String reason;

    Remove(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      confirm("Remove tweet " + id + "?");
      RemoveTweetResponse done =
          admin
              .admin()
              .removeTweet(
                  RemoveTweetRequest.newBuilder().setTweetId(id).setReason(reason).build());
      out.one(done, "Tweet " + id + " is removed.");
      return Exit.OK;
    }
  }
}
