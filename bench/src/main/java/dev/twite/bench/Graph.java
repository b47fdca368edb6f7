package dev.twite.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who knows whom: an undirected graph read from an edge list, one {@code a b} a line. Blank lines
 * and comments (from {@code #} or {@code %} on) are allowed; an edge given twice counts once, one
 * from a node to itself makes the node only.
 *
 * @param neighbours of each node, by the node's number
 */
public record Graph(NavigableMap<Integer, NavigableSet<Integer>> neighbours) {
  /** Handles are {@code u<node>_<run>} and 15 characters at most. */
  public static final int MAX_NODE = 9_999_999;

  private static final int MAX_NODES = 100_000;
  private static final int MAX_LINES = 2_000_000;

  /**
   * @throws BenchException with the file and the line that is wrong
   */
  public static Graph read(Path file) {
    NavigableMap<Integer, NavigableSet<Integer>> neighbours = new TreeMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number > MAX_LINES) {
          throw new BenchException(file + " has more than " + MAX_LINES + " lines");
        }
        add(neighbours, line, file + ", line " + number);
      }
    } catch (NoSuchFileException missing) {
      throw new BenchException("There is no file " + file.toAbsolutePath().normalize(), missing);
    } catch (CharacterCodingException notText) {
      throw new BenchException(file + ", after line " + number + ": not text", notText);
    } catch (IOException e) {
      throw new BenchException("Can't read " + file + ": " + e.getMessage(), e);
    }
    if (neighbours.isEmpty()) {
      throw new BenchException(file + " has no edge");
    }
    return new Graph(neighbours);
  }

  public List<Integer> nodes() {
    return new ArrayList<>(neighbours.keySet());
  }

  /** Edges in both directions. */
  public int follows() {
    return neighbours.values().stream().mapToInt(NavigableSet::size).sum();
  }

  private static void add(
      NavigableMap<Integer, NavigableSet<Integer>> neighbours, String line, String where) {
    String edge = line.replaceFirst("[#%].*", "").strip();
    if (edge.isEmpty()) {
      return;
    }
    String[] ends = edge.split("[\\s,]+", -1);
    if (ends.length != 2) {
      throw new BenchException(where + ": not two numbers: '" + abbreviated(edge) + "'");
    }
    int a = node(ends[0], where);
    int b = node(ends[1], where);
    NavigableSet<Integer> ofA = neighbours.computeIfAbsent(a, made -> new TreeSet<>());
    NavigableSet<Integer> ofB = neighbours.computeIfAbsent(b, made -> new TreeSet<>());
    if (a != b) {
      ofA.add(b);
      ofB.add(a);
    }
    if (neighbours.size() > MAX_NODES) {
      throw new BenchException(where + ": more than " + MAX_NODES + " nodes");
    }
  }

  private static int node(String text, String where) {
    try {
      int node = Integer.parseInt(text);
      if (node >= 0 && node <= MAX_NODE) {
        return node;
      }
    } catch (NumberFormatException notANumber) {
      throw new BenchException(where + ": not a number: '" + abbreviated(text) + "'", notANumber);
    }
    throw new BenchException(where + ": a node is from 0 to " + MAX_NODE + ", not " + text);
  }

  private static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
