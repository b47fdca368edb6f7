package dev.twite.ctl;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands: each is given the root, through which it reaches svc-admin. */
final class Wiring implements IFactory {
  private final Ctl ctl;

  Wiring(Ctl ctl) {
    this.ctl = ctl;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (Command.class.isAssignableFrom(type)) {
      Constructor<K> constructor = type.getDeclaredConstructor(Ctl.class);
      return constructor.newInstance(ctl);
    }
    return CommandLine.defaultFactory().create(type);
  }
}
