package dev.twite.local;

import com.google.inject.Module;
import dev.twite.common.boot.RunningService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import java.util.List;

/** A service with one table and nothing else, so that tests of the launcher need no real one. */
final class Throwaway {
  static final LocalService SERVICE = new LocalService(new Spec(), Service.class, true, false);

  private Throwaway() {}

  /** Takes the place of svc-feed. */
  private static final class Spec implements ServiceSpec {
    @Override
    public String name() {
      return "feed";
    }

    @Override
    public Module module(ConfigReader config) {
      return new DatabaseModule(config);
    }
  }

  /** Its own process. */
  static final class Service {
    private Service() {}

    public static void main(String[] args) {
      RunningService.main(new Spec());
    }
  }

  /** The launcher, with this service only. */
  static final class Launch {
    private Launch() {}

    public static void main(String[] args) {
      LocalMain.run(List.of(SERVICE), args);
    }
  }
}
