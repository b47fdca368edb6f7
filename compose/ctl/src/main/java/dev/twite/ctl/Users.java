package dev.twite.ctl;

import dev.twite.ctl.Table.Cell;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import dev.twite.proto.admin.v1.Standing;
import dev.twite.proto.admin.v1.UnbanRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts. */
@picocli.CommandLine.Command(
    name = "users",
    description = "Accounts: find, show, ban, unban.",
    subcommands = {Users.Find.class, Users.Show.class, Users.Ban.class, Users.Unban.class})
final class Users extends Group {
  static final String WHO = "A handle, or id: and an id.";

  static String role(Standing standing) {
    return standing.getRole().toLowerCase(Locale.ROOT);
  }

  static Cell state(Account account) {
    if (account.getDeleted()) {
      return Table.cell("deleted", Colour.DIM);
    }
    Standing standing = account.getStanding();
    if (!standing.getBanned()) {
      return Table.cell("active", Colour.GREEN);
    }
    return Table.cell(
        standing.getBannedUntilMs() == 0
            ? "banned"
            : "banned until " + Times.show(standing.getBannedUntilMs()),
        Colour.RED);
  }

  static Table table(List<Account> accounts) {
    Table table = new Table("ID", "HANDLE", "NAME", "ROLE", "STATE", "E-MAIL", "SINCE");
    for (Account account : accounts) {
      table.row(
          Table.cell(Long.toString(account.getId())),
          Table.cell("@" + account.getHandle()),
          Table.cell(account.getName()),
          Table.cell(role(account.getStanding())),
          state(account),
          Table.cell(account.getEmail()),
          Table.cell(Times.show(account.getCreatedAtMs())));
    }
    return table;
  }

  /** Lists accounts. */
  @picocli.CommandLine.Command(
      name = "find",
      description = "Lists accounts, newest first.",
      footerHeading = "%nExamples:%n",
      footer = {"  twitectl users find wr", "  twitectl users find --banned --limit 1000 --json"})
  static final class Find extends Listing {
    @Parameters(
        arity = "0..1",
        paramLabel = "QUERY",
        defaultValue = "",
        description =
            "An id, a handle, an e-mail address, or how a handle or name begins; all without it.")
    private String query;

    @Option(names = "--banned", description = "Only accounts that a ban holds now.")
    private boolean banned;

    Find(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      List<Account> found =
          all(
              place -> {
                ListAccountsResponse page =
                    admin
                        .admin()
                        .listAccounts(
                            ListAccountsRequest.newBuilder()
                                .setQuery(query.startsWith("@") ? query.substring(1) : query)
                                .setBannedOnly(banned)
                                .setLimit(place.limit())
                                .setCursor(place.cursor())
                                .build());
                return new Page<>(page.getAccountsList(), page.getNextCursor());
              });
      out.list(found, table(found), "Nobody.");
      return Exit.OK;
    }
  }

  /** Shows one. */
  @picocli.CommandLine.Command(
      name = "show",
      description = "Shows one account: its standing, its reports, what was done to it.",
      footerHeading = "%nExamples:%n",
      footer = {"  twitectl users show wren", "  twitectl users show id:123 --json"})
  static final class Show extends Command {
    @Parameters(paramLabel = "WHO", description = WHO, converter = Who.Reader.class)
    private Who who;

    Show(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      AccountDetail detail = who.ask(admin);
      out.one(detail, "");
      if (!out.isJson()) {
        out.list(List.of(detail.getAccount()), table(List.of(detail.getAccount())), "");
        Standing standing = detail.getAccount().getStanding();
        if (standing.getBanned()) {
          out.say("Banned for: " + Table.clean(standing.getBanReason()));
        }
        if (!standing.getNote().isEmpty()) {
          out.say("Note: " + Table.clean(standing.getNote()));
        }
        out.say(
            "Live sessions: %d   Open reports: %d"
                .formatted(detail.getLiveSessions(), detail.getOpenReports()));
        out.list(
            detail.getLatestAuditList(),
            Audit.table(detail.getLatestAuditList()),
            "Nothing has been done to it.");
      }
      return Exit.OK;
    }
  }

  /** Bans. */
  @picocli.CommandLine.Command(
      name = "ban",
      description = {
        "Bans an account, until a moment or for good; its sessions end within 5 seconds.",
        "Banning again replaces reason and end."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  twitectl users ban wren --reason 'Nothing but links' --until 7d",
        "  twitectl users ban wren --reason Spam --note 'See report 123' --yes"
      })
  static final class Ban extends Destructive {
    @Parameters(paramLabel = "WHO", description = WHO, converter = Who.Reader.class)
    private Who who;

    @Option(
        names = "--reason",
        required = true,
        description = "Told to the account, 1 to 500 characters.")
    private String reason;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        converter = Times.Until.class,
        description = "When it ends: 7d, 2026-01-31, 2026-01-31T18:00:00Z; never without it.")
    private Instant until;

    @Option(names = "--note", defaultValue = "", description = "For moderators only.")
    private String note;

    Ban(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      confirm("Ban " + who + (until == null ? " for good?" : " until " + until + "?"));
      Standing standing =
          admin
              .admin()
              .ban(
                  BanRequest.newBuilder()
                      .setUserId(who.idOf(admin))
                      .setReason(reason)
                      .setUntilMs(Times.millis(until))
                      .setNote(note)
                      .build());
      out.one(standing, who + " is banned.");
      return Exit.OK;
    }
  }

  /** Lifts a ban. */
  @picocli.CommandLine.Command(
      name = "unban",
      description = "Lifts a ban. An account that is not banned stays so.",
      footerHeading = "%nExample:%n",
      footer = "  twitectl users unban wren --reason 'Was a mistake'")
  static final class Unban extends Command {
    @Parameters(paramLabel = "WHO", description = WHO, converter = Who.Reader.class)
    private Who who;

    @Option(names = "--reason", defaultValue = "", description = "For the audit log.")
    private String reason;

    Unban(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      Standing standing =
          admin
              .admin()
              .unban(
                  UnbanRequest.newBuilder().setUserId(who.idOf(admin)).setReason(reason).build());
      out.one(standing, who + " is not banned.");
      return Exit.OK;
    }
  }
}
