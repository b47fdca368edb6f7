package dev.twite.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How PostgreSQL is started, which refuses to run as root.
 *
 * @param prefix goes before the command
 * @param owner the user, as seen from outside, to whom its files must belong
 */
record ShedRoot(List<String> prefix, int owner) {
  /** The number of `nobody`, the same everywhere. */
  private static final int NOBODY = 65534;

  /**
   * As root: in a user namespace without a mapping the process and its files belong to the same
   * nobody, although outside they are root's; where that is forbidden (some containers) the process
   * really becomes nobody.
   */
  static ShedRoot find() {
    int uid = Math.toIntExact(new UnixSystem().getUid());
    if (uid != 0) {
      return new ShedRoot(List.of(), uid);
    }
    ShedRoot namespace = new ShedRoot(List.of("unshare", "-U"), uid);
    if (namespace.works()) {
      return namespace;
    }
    String nobody = Integer.toString(NOBODY);
    ShedRoot become =
        new ShedRoot(
            List.of("setpriv", "--reuid", nobody, "--regid", nobody, "--clear-groups"), NOBODY);
    if (become.works()) {
      return become;
    }
    throw new ServerException(
        "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv --reuid` (both of"
            + " util-linux) works here. Start as another user, or use an external PostgreSQL.");
  }

  List<String> command(List<String> command) {
    return ChildCommand.prefixed(prefix, command);
  }

  /** Gives PostgreSQL a folder. */
  void handOver(Path folder) throws IOException {
    Folders.giveTo(owner, folder);
  }

  /** Fails with what to do when the program cannot be reached by the user that it is to run as. */
  void requireExecutable(Path program) throws IOException {
    try {
      ChildCommand.run(command(List.of(program.toString(), "--version")), "");
    } catch (IOException e) {
      throw new ServerException(
          program
              + " does not run here. If a folder above it is closed to other users, move the cache"
              + " and the data with TWITE_CACHE_DIR and the data folder to an open place, such as /var/tmp.",
          e);
    }
  }

  private boolean works() {
    try {
      ChildCommand.run(command(List.of("true")), "");
      return true;
    } catch (IOException notAllowedOrNotInstalled) {
      return false;
    }
  }
}
