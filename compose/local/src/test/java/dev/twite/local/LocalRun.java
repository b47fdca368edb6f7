package dev.twite.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** All of Twite, started by the code of `make run`, on ports of its own. */
final class LocalRun implements AutoCloseable {
  private final Launcher launcher;
  private final int base;

  private LocalRun(Launcher launcher, int base) {
    this.launcher = launcher;
    this.base = base;
  }

  /**
   * @param folder where data are and stay
   * @param split whether each service has a process of its own
   */
  static LocalRun start(Path folder, boolean split) throws Exception {
    return start(folder, split, FreeBase.next());
  }

  static LocalRun start(Path folder, boolean split, int base) throws Exception {
    return start(folder, split, base, System.getenv("PATH"));
  }

  /**
   * @param path where Node is looked for
   */
  static LocalRun start(Path folder, boolean split, int base, String path) throws Exception {
    Map<String, String> env = new HashMap<>(Town.PATIENT);
    env.put("PATH", path);
    env.put("TWITE_PORT_BASE", Integer.toString(base));
    env.put("TWITE_DATA_DIR", folder.toString());
    Settings settings = Settings.read(new Options(split, false, Set.of()), AllServices.list(), env);
    LocalRun run = new LocalRun(new Launcher(settings, new Progress(System.out)), base);
    try {
      run.launcher.start();
      return run;
    } catch (Exception | Error failed) {
      run.close();
      throw failed;
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + base);
  }

  @Override
  public void close() {
    launcher.close();
  }
}
