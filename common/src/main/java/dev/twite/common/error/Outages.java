package dev.twite.common.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.base.Throwables;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Tells a part that is away from a part that says no. A consumer waits for the first (nothing goes
 * to a dead-letter topic, R8) and a client gets 503; the second is an error of its own.
 */
public final class Outages {
  private Outages() {}

  /** The code of the outage behind an exception; empty when it is something else. */
  public static Optional<ErrorCode> codeOf(Throwable thrown) {
    for (Throwable cause : Throwables.getCausalChain(thrown)) {
      Optional<ErrorCode> code = codeOfOne(cause);
      if (code.isPresent()) {
        return code;
      }
    }
    return Optional.empty();
  }

  public static boolean isOutage(Throwable thrown) {
    return codeOf(thrown).isPresent();
  }

  private static Optional<ErrorCode> codeOfOne(Throwable thrown) {
    if (thrown instanceof TwiteException error) {
      return switch (error.code()) {
        case UNAVAILABLE, OVERLOADED, DEADLINE_EXCEEDED, CANCELLED -> Optional.of(error.code());
        default -> Optional.empty();
      };
    }
    if (thrown instanceof StatusRuntimeException error) {
      return codeOfStatus(error.getStatus());
    }
    if (thrown instanceof SQLException error) {
      return codeOfSql(error);
    }
    boolean away =
        thrown instanceof JedisConnectionException
            || thrown instanceof RetriableException
            || (thrown instanceof IOException && !isUnreadable(thrown));
    return away ? Optional.of(ErrorCode.UNAVAILABLE) : Optional.empty();
  }

  // Bytes that can't be read now can't be read later either.
  private static boolean isUnreadable(Throwable thrown) {
    return thrown instanceof InvalidProtocolBufferException
        || thrown instanceof JsonProcessingException;
  }

  private static Optional<ErrorCode> codeOfStatus(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE -> Optional.of(ErrorCode.UNAVAILABLE);
      case RESOURCE_EXHAUSTED -> Optional.of(ErrorCode.OVERLOADED);
      case DEADLINE_EXCEEDED -> Optional.of(ErrorCode.DEADLINE_EXCEEDED);
      case CANCELLED -> Optional.of(ErrorCode.CANCELLED);
      default -> Optional.empty();
    };
  }

  // SQLSTATE classes, PostgreSQL manual, appendix A.
  private static Optional<ErrorCode> codeOfSql(SQLException thrown) {
    String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
    if (state.equals("57014")) {
      return Optional.of(ErrorCode.DEADLINE_EXCEEDED);
    }
    boolean away =
        thrown instanceof SQLTransientException
            || state.startsWith("08") // connection
            || state.startsWith("53") // resources
            || state.startsWith("57P") // shutdown, crash, starting up
            || state.equals("25006") // read-only: a failover under way
            || state.equals("40001") // serialization
            || state.equals("40P01"); // deadlock
    return away ? Optional.of(ErrorCode.UNAVAILABLE) : Optional.empty();
  }
}
