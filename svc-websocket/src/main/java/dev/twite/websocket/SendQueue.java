package dev.twite.websocket;

import dev.twite.common.http.CloseCode;
import dev.twite.common.http.Socket;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be sent to one client. Putting something in never blocks; a client for whom too
 * much waits is closed instead (R15): it comes back and resumes.
 */
final class SendQueue {
  private final int maxFrames;
  private final int maxBytes;
  private final Gauge waiting;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Deque<String> frames = new ArrayDeque<>();
  private Socket socket;
  private int bytes;
  private boolean sending;
  private boolean over;

  SendQueue(int maxFrames, int maxBytes, Gauge waiting) {
    this.maxFrames = maxFrames;
    this.maxBytes = maxBytes;
    this.waiting = waiting;
  }

  void begin(Socket opened) {
    lock.lock();
    try {
      socket = opened;
    } finally {
      lock.unlock();
    }
    pump();
  }

  /**
   * Sends a frame after those that wait.
   *
   * @return false when this was one too many, and the client has just been closed
   */
  boolean offer(String frame) {
    lock.lock();
    try {
      if (over) {
        return true;
      }
      if (frames.size() >= maxFrames || bytes + frame.length() > maxBytes) {
        end();
        socket.close(CloseCode.TOO_SLOW, "Too much waits to be read");
        return false;
      }
      frames.add(frame);
      bytes += frame.length();
      waiting.inc();
    } finally {
      lock.unlock();
    }
    pump();
    return true;
  }

  /** Drops what waits and takes nothing more. */
  void stop() {
    lock.lock();
    try {
      end();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until half of the room is free, or it is over.
   *
   * @return false when that took too long
   */
  boolean awaitRoom(Duration limit) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!over && (frames.size() > maxFrames / 2 || bytes > maxBytes / 2)) {
        if (left <= 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    over = true;
    waiting.dec((double) frames.size());
    frames.clear();
    bytes = 0;
    room.signalAll();
  }

  private void pump() {
    String next;
    lock.lock();
    try {
      if (over || sending || socket == null || frames.isEmpty()) {
        return;
      }
      next = frames.poll();
      bytes -= next.length();
      waiting.dec();
      sending = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    socket.send(next, this::sent, this::stop);
  }

  private void sent() {
    lock.lock();
    try {
      sending = false;
    } finally {
      lock.unlock();
    }
    pump();
  }
}
