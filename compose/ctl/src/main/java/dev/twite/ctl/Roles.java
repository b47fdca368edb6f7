package dev.twite.ctl;

import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import dev.twite.proto.admin.v1.SetRoleRequest;
import dev.twite.proto.admin.v1.Standing;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may do what. */
@picocli.CommandLine.Command(
    name = "roles",
    description = "Roles: user, moderator, admin.",
    subcommands = {Roles.Grant.class, Roles.ListThem.class})
final class Roles extends Group {
  /** Gives a role. */
  @picocli.CommandLine.Command(
      name = "grant",
      description = {
        "Gives an account a role, also a lesser one than it has.",
        "This is how the first admin comes to be."
      },
      footerHeading = "%nExamples:%n",
      footer = {"  twitectl roles grant wren admin", "  twitectl roles grant wren user"})
  static final class Grant extends Command {
    @Parameters(
        index = "0",
        paramLabel = "WHO",
        description = Users.WHO,
        converter = Who.Reader.class)
    private Who who;

    @Parameters(index = "1", paramLabel = "ROLE", description = "user, moderator or admin.")
    private Role role;

    Grant(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      Standing standing =
          admin
              .admin()
              .setRole(
                  SetRoleRequest.newBuilder()
                      .setUserId(who.idOf(admin))
                      .setRole(role.name())
                      .build());
      out.one(standing, who + " is " + role.name().toLowerCase(Locale.ROOT) + " now.");
      return Exit.OK;
    }
  }

  /** Lists those with a role. */
  @picocli.CommandLine.Command(
      name = "list",
      description = "Lists accounts with a role, newest first.",
      footerHeading = "%nExamples:%n",
      footer = {"  twitectl roles list", "  twitectl roles list --role moderator --json"})
  static final class ListThem extends Listing {
    @Option(
        names = "--role",
        defaultValue = "admin",
        description = "moderator or admin (default: ${DEFAULT-VALUE}).")
    private Role role;

    ListThem(Ctl ctl) {
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
                                .setRole(role.name())
                                .setLimit(place.limit())
                                .setCursor(place.cursor())
                                .build());
                return new Page<>(page.getAccountsList(), page.getNextCursor());
              });
      out.list(found, Users.table(found), "Nobody has that role.");
      return Exit.OK;
    }
  }
}
