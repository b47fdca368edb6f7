package dev.twite.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's tar, which keeps owners and permissions and is there when nothing else is. */
final class Tar {
  private Tar() {}

  /** Parts of two folders in one archive, the first folder's first. */
  static void pack(Path archive, Path first, String name, Path folder, List<String> parts)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tar", "--numeric-owner", "-czf"));
    command.addAll(List.of(archive.toString(), "-C", first.toString(), name));
    if (!parts.isEmpty()) {
      command.addAll(List.of("-C", folder.toString()));
      command.addAll(parts);
    }
    run(command);
  }

  /** Everything in an archive, below a folder. */
  static void unpack(Path archive, Path folder) throws IOException, InterruptedException {
    run(List.of("tar", "--numeric-owner", "-xpzf", archive.toString(), "-C", folder.toString()));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      // The first line says why, the others that it has ended.
      throw new IOException(said.lines().findFirst().orElse("tar failed"));
    }
  }
}
