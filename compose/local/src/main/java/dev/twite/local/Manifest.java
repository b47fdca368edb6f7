package dev.twite.local;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a backup holds: the first file in it.
 *
 * @param version of Twite that wrote it
 * @param secrets the SHA-256 of the secrets that belong to the data
 * @param files the SHA-256 of each file, by its path in the data folder
 */
record Manifest(String version, String secrets, Map<String, String> files) {
  static final String NAME = "MANIFEST";

  private static final String FORMAT = "twite-backup 1";

  Manifest {
    files = new TreeMap<>(files);
  }

  /** Of the files below these parts of a folder. */
  static Manifest of(String version, Path secrets, Path folder, List<String> parts)
      throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String part : parts) {
      for (Path file : filesBelow(folder, folder.resolve(part))) {
        files.put(folder.relativize(file).toString(), sum(file));
      }
    }
    return new Manifest(version, hash(secrets), files);
  }

  String text() {
    StringBuilder text = new StringBuilder(FORMAT + "\n");
    text.append("version ").append(version).append("\nsecrets ").append(secrets).append('\n');
    files.forEach((file, hash) -> text.append(hash).append("  ").append(file).append('\n'));
    return text.toString();
  }

  static Manifest read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 3 || !lines.get(0).equals(FORMAT)) {
      throw new LaunchException(
          "It was written in another form (" + (lines.isEmpty() ? "" : lines.get(0)) + ").");
    }
    Map<String, String> files = new TreeMap<>();
    for (String line : lines.subList(3, lines.size())) {
      int gap = line.indexOf("  ");
      if (gap < 0) {
        throw new LaunchException("Its " + NAME + " is damaged: " + line);
      }
      files.put(line.substring(gap + 2), line.substring(0, gap));
    }
    return new Manifest(after("version ", lines.get(1)), after("secrets ", lines.get(2)), files);
  }

  /** What is wrong with a folder that should hold these files and no others; empty: nothing. */
  List<String> faultsOf(Path folder) throws IOException {
    List<String> faults = new ArrayList<>();
    TreeSet<String> surplus = new TreeSet<>();
    for (Path file : filesBelow(folder, folder)) {
      surplus.add(folder.relativize(file).toString());
    }
    surplus.remove(NAME);
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!surplus.remove(file.getKey())) {
        faults.add(file.getKey() + " is missing");
      } else if (!sum(folder.resolve(file.getKey())).equals(file.getValue())) {
        faults.add(file.getKey() + " is not what was saved");
      }
    }
    surplus.forEach(file -> faults.add(file + " does not belong there"));
    return faults;
  }

  static String hash(Path file) throws IOException {
    return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
  }

  /** Of a link, of where it leads: ClickHouse makes some. */
  private static String sum(Path file) throws IOException {
    return Files.isSymbolicLink(file)
        ? Hashing.sha256()
            .hashString("link to " + Files.readSymbolicLink(file), StandardCharsets.UTF_8)
            .toString()
        : hash(file);
  }

  /** All that are no folders; links are not followed. */
  private static List<Path> filesBelow(Path folder, Path start) throws IOException {
    try (Stream<Path> all = Files.walk(start)) {
      List<Path> files =
          all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
      for (Path file : files) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !leadsInto(folder, file)) {
          throw new LaunchException(
              file + " is no plain file of the data folder, and can't be kept in a backup.");
        }
      }
      return files;
    }
  }

  /** Whether it is a link to a place in the folder, which holds wherever the folder is. */
  private static boolean leadsInto(Path folder, Path file) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      return false;
    }
    Path target = Files.readSymbolicLink(file);
    return !target.isAbsolute()
        && file.resolveSibling(target).normalize().startsWith(folder.normalize());
  }

  private static String after(String start, String line) {
    return line.startsWith(start) ? line.substring(start.length()) : "";
  }
}
