package dev.twite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Sends signals to a process and to what it started. */
final class Signals {
  private static final long POLL_NANOS = 4_000_000;

  private Signals() {}

  static void send(String signal, List<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    try {
      // A pid that ended meanwhile makes `kill` fail: nothing is wrong then.
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new ServerException("Cannot run `kill -" + signal + "`", e);
    } catch (InterruptedException e) {
      throw ServerException.interrupted("sending SIG" + signal, e);
    }
  }

  /** Stops the root before its children are counted, so that it starts none meanwhile. */
  static List<ProcessHandle> freezeTree(ProcessHandle root) {
    send("STOP", List.of(root.pid()));
    List<ProcessHandle> tree = tree(root);
    send("STOP", pids(tree));
    return tree;
  }

  static void resumeTree(ProcessHandle root) {
    send("CONT", pids(tree(root)));
  }

  /**
   * SIGKILL for the process and all below it. PostgreSQL's back ends would outlive their parent for
   * a moment and keep its shared memory, and a restart would fail.
   */
  static void killTree(ProcessHandle root) {
    List<ProcessHandle> tree = freezeTree(root);
    send("KILL", pids(tree));
    for (ProcessHandle process : tree) {
      awaitEnd(process, Duration.ofSeconds(2));
    }
  }

  /**
   * Looks every few milliseconds: the JDK's own notice of the end of a process not its child is
   * slow.
   */
  static boolean awaitEnd(ProcessHandle process, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!hasEnded(process)) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.interrupted()) {
        throw ServerException.interrupted(
            "waiting for process " + process.pid() + " to end", new InterruptedException());
      }
    }
    return true;
  }

  static boolean hasEnded(ProcessHandle process) {
    return !process.isAlive() || isZombie(process);
  }

  /**
   * Ended, holding nothing any more, and only not yet asked about by the process that adopted it.
   * While other threads are still ending, the process looks the same but for their number, and
   * holds its files.
   */
  private static boolean isZombie(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      // After the name in brackets, which may hold anything: field 3 is the state, 20 the threads.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") && Integer.parseInt(fields[17]) <= 1;
    } catch (IOException goneOrNotLinux) {
      return false;
    }
  }

  private static List<ProcessHandle> tree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  private static List<Long> pids(List<ProcessHandle> processes) {
    return processes.stream().map(ProcessHandle::pid).toList();
  }
}
