package dev.twite.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sends signals to a process and to what it started. */
final class Signals {
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

  static boolean awaitEnd(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      throw ServerException.interrupted("waiting for process " + process.pid() + " to end", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return !process.isAlive();
    }
  }

  private static List<ProcessHandle> tree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  private static List<Long> pids(List<ProcessHandle> processes) {
    return processes.stream().map(ProcessHandle::pid).toList();
  }
}
