package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder with the servers' data, held by one launcher at a time: two PostgreSQL servers on the
 * same files would destroy them. The system gives the lock back when the holder ends, however it
 * ends.
 */
public final class DataDir implements AutoCloseable {
  /** Opening and closing a locked file a second time in one process would drop its lock. */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private DataDir(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes the folder if needed and takes it, or fails with the pid of who has it. */
  public static DataDir lock(Path path) {
    try {
      Path real = Files.createDirectories(path.toAbsolutePath()).toRealPath();
      if (!HELD_HERE.add(real)) {
        throw inUse(real, Long.toString(ProcessHandle.current().pid()));
      }
      boolean locked = false;
      try {
        DataDir lock = lockReal(real);
        locked = true;
        return lock;
      } finally {
        if (!locked) {
          HELD_HERE.remove(real);
        }
      }
    } catch (IOException e) {
      throw new ServerException("Cannot lock the data folder " + path, e);
    }
  }

  private static DataDir lockReal(Path real) throws IOException {
    Path lockFile = real.resolve("twite.lock");
    FileChannel channel =
        FileChannel.open(
            lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw inUse(real, Files.readString(lockFile).strip());
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
    channel.force(true);
    return new DataDir(real, channel);
  }

  private static ServerException inUse(Path path, String pid) {
    return new ServerException(
        path + " is in use by another launcher, pid " + pid + ". Stop that one first.");
  }

  /** The folder, absolute. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ServerException("Cannot unlock " + path, e);
    } finally {
      HELD_HERE.remove(path);
    }
  }
}
