package dev.twite.local;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Town} that all of them share, each with people of its own: a start of
 * everything costs more than most journeys through it. Who kills or stops a part takes a town of
 * its own.
 */
final class SharedTown implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Town.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    // Closed by JUnit when the last test has ended.
    return test.getRoot()
        .getStore(Namespace.create(SharedTown.class))
        .computeIfAbsent("town", key -> start(), Town.class);
  }

  private static Town start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "town-").toAbsolutePath();
      return Town.oneProcess(folder, Town.PATIENT);
    } catch (Exception failed) {
      throw new IllegalStateException("Twite does not start", failed);
    }
  }
}
